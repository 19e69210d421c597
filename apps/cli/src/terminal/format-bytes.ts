const UNITS = ["bytes", "KB", "MB", "GB", "TB"] as const;

/** A number of bytes as disks and downloads are measured: `2.3 GB`, `640 MB`, `12 bytes`; powers of 1,000. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  // 999.95 would be shown as 1000.0 of the smaller unit.
  while (value >= (unit === 0 ? 1000 : 999.5) && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 || value >= 9.95 ? Math.round(value) : value.toFixed(1)} ${UNITS[unit]}`;
}
