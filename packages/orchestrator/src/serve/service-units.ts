/** A systemd user unit: `~/.config/systemd/user/ai-orchestrator.service`. `home` is the data folder where it was moved: a service does not see the shell's variables. */
export function systemdUnit(command: readonly string[], home?: string): string {
  const moved = home === undefined ? undefined : home.replaceAll("%", "%%").replace(/[\\"]/g, "\\$&");
  return `[Unit]
Description=AI Orchestrator gateway
After=network.target

[Service]
ExecStart=${command.map(quote).join(" ")}
${moved === undefined ? "" : `Environment="AI_ORCHESTRATOR_HOME=${moved}"\n`}Restart=on-failure
NoNewPrivileges=true
ProtectSystem=strict
ProtectHome=read-only
ReadWritePaths=${moved === undefined ? "%h/.ai_orchestrator" : `"${moved}"`}
PrivateTmp=true

[Install]
WantedBy=default.target
`;
}

/** A launchd agent: `~/Library/LaunchAgents/dev.ai-orchestrator.plist`. */
export function launchdAgent(command: readonly string[], home?: string): string {
  const moved =
    home === undefined
      ? ""
      : `  <key>EnvironmentVariables</key><dict><key>AI_ORCHESTRATOR_HOME</key><string>${escapeXml(home)}</string></dict>\n`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>Label</key><string>dev.ai-orchestrator</string>
  <key>ProgramArguments</key>
  <array>
${command.map((word) => `    <string>${escapeXml(word)}</string>`).join("\n")}
  </array>
${moved}  <key>RunAtLoad</key><true/>
  <key>KeepAlive</key><dict><key>SuccessfulExit</key><false/></dict>
</dict>
</plist>
`;
}

/** systemd expands `%` and `$` even inside quotes (systemd.service(5), "Command lines"). */
function quote(word: string): string {
  const plain = word.replaceAll("%", "%%").replaceAll("$", "$$$$");
  return /^[\w@%+=:,./-]+$/.test(plain) ? plain : `"${plain.replace(/[\\"]/g, "\\$&")}"`;
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
