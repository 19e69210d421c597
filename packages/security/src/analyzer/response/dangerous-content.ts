import type { Finding, Severity } from "../scan-result.ts";

interface DangerRule {
  readonly rule: string;
  readonly reason: string;
  readonly severity: Severity;
  readonly pattern: RegExp;
  /** Tried only when one of these stands in the text; always where there is none. */
  readonly hints: readonly string[];
}

// Only what destroys, opens or hides; `sudo`, `import os` and `eval` alone are ordinary answers.
const DANGER_RULES: readonly DangerRule[] = [
  {
    rule: "wipes_file_system",
    hints: ["rm "],
    severity: "high",
    reason: "A command that deletes the whole file system.",
    pattern:
      /\brm\s{1,3}(?:-[a-zA-Z-]{1,20}\s{1,3}){1,4}(?:--no-preserve-root\s{1,3})?["']?(?:\/|\/\*|~|~\/|\$HOME|\$HOME\/|\/(?:etc|usr|boot|var|bin|lib|home)\/?)["']?(?=\s|$|;|&|\||`)/g,
  },
  {
    rule: "wipes_disk",
    hints: ["/dev/", "mkfs", "c:", "C:"],
    severity: "high",
    reason: "A command that overwrites a disk.",
    pattern:
      /\bdd\s{1,3}[^\n]{0,60}\bof=\/dev\/(?:sd[a-z]|nvme\d|hd[a-z]|disk\d)\b|\bmkfs(?:\.[a-z0-9]{2,8})?\s[^\n]{0,60}\/dev\/(?:sd[a-z]|nvme\d|hd[a-z])|>\s{0,2}\/dev\/sd[a-z]\b|\bformat\s{1,3}c:\s{0,2}\/(?:q|y)/gi,
  },
  {
    rule: "fork_bomb",
    hints: ["{"],
    severity: "high",
    reason: "A fork bomb.",
    pattern: /:\s{0,2}\(\s{0,2}\)\s{0,2}\{\s{0,2}:\s{0,2}\|\s{0,2}:\s{0,2}&\s{0,2}\}\s{0,2};\s{0,2}:/g,
  },
  {
    rule: "reverse_shell",
    hints: ["/dev/tcp/", "/bin/", "mkfifo", ">&"],
    severity: "high",
    reason: "A shell opened towards another machine.",
    pattern:
      /\/dev\/tcp\/[\w.${}-]{3,60}\/[\w${}]{2,12}|\bn(?:c|cat)\s{1,3}(?:-[a-z]{1,6}\s{1,3}){0,4}[\w.-]{3,60}\s{1,3}\d{2,5}\s{1,3}(?:-[a-z]{0,4}e\s{1,3}|-c\s{1,3})\/bin\/|\bmkfifo\s{1,3}\/tmp\/[\w.]{1,20}[^\n]{0,80}\bn(?:c|cat)\b|\bbash\s{1,3}-i\s{0,3}>&/g,
  },
  {
    rule: "encoded_powershell",
    hints: [],
    severity: "high",
    reason: "PowerShell that hides what it runs.",
    pattern:
      /powershell(?:\.exe)?\s[^\n]{0,80}-e(?:nc|ncodedcommand|c)?\s{1,3}[A-Za-z0-9+/]{40}|IEX\s{0,2}\(\s{0,2}\(?New-Object\s{1,2}Net\.WebClient\)?\.DownloadString/gi,
  },
  {
    rule: "decoded_and_run",
    hints: [],
    severity: "high",
    reason: "Decodes hidden text and runs it.",
    pattern:
      /base64\s{1,3}(?:-d|-D|--decode)[^\n|]{0,40}\|\s{0,3}(?:sudo\s{1,3})?(?:ba|z|da)?sh\b|(?:exec|eval)\s{0,2}\(\s{0,2}(?:base64\.b64decode|atob|Buffer\.from|zlib\.decompress|marshal\.loads|codecs\.decode)\b/g,
  },
  {
    rule: "credentials_sent_away",
    hints: ["/etc/passwd", "/etc/shadow", ".ssh/id_", ".aws/credentials", ".env", "os.environ"],
    severity: "high",
    reason: "Sends keys or credentials to another machine.",
    pattern:
      /(?:curl|wget|requests\.post|fetch)\b[^\n]{0,160}(?:\/etc\/(?:passwd|shadow)|\.ssh\/id_|\.aws\/credentials|\.env\b(?!\.)|os\.environ\b(?!\[)(?!\.get))/g,
  },
  {
    rule: "security_disabled",
    hints: [],
    severity: "medium",
    reason: "Switches a machine's protection off.",
    pattern:
      /Set-MpPreference\s[^\n]{0,40}-DisableRealtimeMonitoring\s{1,3}\$?true|\bsetenforce\s{1,2}0\b[^\n]{0,60}(?:&&|;)|vssadmin(?:\.exe)?\s{1,3}delete\s{1,3}shadows|wevtutil(?:\.exe)?\s{1,3}cl\s|\bhistory\s{1,2}-c\s{0,2}(?:&&|;)\s{0,2}rm\b/gi,
  },
  {
    rule: "downloaded_and_run_as_root",
    hints: ["sudo"],
    severity: "medium",
    reason: "Runs a file from an unsafe address as root.",
    pattern: /(?:curl|wget)\s[^\n|]{0,160}http:\/\/[^\s|]{4,120}[^\n|]{0,30}\|\s{0,3}sudo\s{1,3}(?:ba|z)?sh\b/g,
  },
];

/** Commands in an answer that destroy, open or hide something. */
export function findDangerousContent(text: string): Finding[] {
  const findings: Finding[] = [];
  for (const { rule, reason, severity, pattern, hints } of DANGER_RULES) {
    if (hints.length > 0 && !hints.some((hint) => text.includes(hint))) continue;
    pattern.lastIndex = 0;
    let count = 0;
    for (let match = pattern.exec(text); match !== null && count < 8; match = pattern.exec(text)) {
      findings.push({
        rule,
        category: "dangerous_content",
        severity,
        reason,
        start: match.index,
        end: match.index + match[0].length,
      });
      count++;
    }
  }
  return findings;
}
