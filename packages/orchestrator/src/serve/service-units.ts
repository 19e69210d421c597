/** A systemd user unit: `~/.config/systemd/user/ai-orchestrator.service`. */
export function systemdUnit(command: readonly string[]): string {
  return `[Unit]
Description=AI Orchestrator gateway
After=network.target

[Service]
ExecStart=${command.map(quote).join(" ")}
Restart=on-failure
NoNewPrivileges=true
ProtectSystem=strict
ProtectHome=read-only
ReadWritePaths=%h/.ai_orchestrator
PrivateTmp=true

[Install]
WantedBy=default.target
`;
}

/** A launchd agent: `~/Library/LaunchAgents/dev.ai-orchestrator.plist`. */
export function launchdAgent(command: readonly string[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>Label</key><string>dev.ai-orchestrator</string>
  <key>ProgramArguments</key>
  <array>
${command.map((word) => `    <string>${escapeXml(word)}</string>`).join("\n")}
  </array>
  <key>RunAtLoad</key><true/>
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
