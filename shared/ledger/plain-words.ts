const LINE_ENDS = /\r\n?|[\v\f\u0085\u2028\u2029]/gu
const CONTROLS = /[^\P{Cc}\n\t]/gu
// They turn the direction of everything after them, so that a name could read as another one in an export or a terminal.
const STEERING = /[\u202a-\u202e\u2066-\u2069]/gu

/** True when the text is well-formed and holds no control characters but tabs and line ends. */
export function isPlain(text: string): boolean {
  return text.isWellFormed() && text.replace(LINE_ENDS, '\n').search(CONTROLS) === -1
}

/** True when something of the text can be seen. */
export function isVisible(text: string): boolean {
  return /[\p{L}\p{N}\p{P}\p{S}]/u.test(text)
}

/** A name or title as it is kept: NFC, on one line, without characters that steer the direction of others. */
export function plainLine(text: string): string {
  return text.replace(STEERING, '').normalize('NFC').replace(/\s+/gu, ' ').trim()
}

/** Words of several lines as they are kept: NFC, line ends as `\n`, control characters left out. */
export function plainText(text: string): string {
  return text.toWellFormed().normalize('NFC').replace(LINE_ENDS, '\n').replace(CONTROLS, '').trim()
}
