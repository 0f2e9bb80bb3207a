/** Words as one line of plain text: well-formed, NFC, each run of white space one blank, none at the ends. */
export function oneLine(words: string): string {
  return words.toWellFormed().normalize('NFC').replace(/\s+/gu, ' ').trim()
}
