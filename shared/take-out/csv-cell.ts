/** A cell of CSV that no spreadsheet takes for a formula (security.md section 4). */
export function csvCell(text: string): string {
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain
}

/** Rows as a CSV file: RFC 4180, with the byte order mark without which spreadsheets read the words of half the world wrong. */
export function csvFile(rows: readonly (readonly string[])[]): string {
  return `\ufeff${rows.map(row => row.map(csvCell).join(',')).join('\r\n')}\r\n`
}
