/** Letters that Unicode does not take apart, or that Arabic writers use for each other. */
const SAME: Readonly<Record<string, string>> = {
  ا: 'ا',
  ٱ: 'ا',
  ى: 'ي',
  ی: 'ي',
  ة: 'ه',
  ک: 'ك',
  ء: '',
  ـ: '',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ł: 'l',
  ı: 'i',
  '’': "'",
  ʻ: "'",
}

const SINGLES = /[اٱىیةکءـßæœøđłı’ʻ٠-٩۰-۹]/gu

/**
 * Words as they are compared when someone looks for them: without case, accents, tashkeel and tatweel, with the forms of
 * alef, hamza, yeh and teh marbuta as one, and every digit as 0–9.
 */
export function foldWords(words: string): string {
  return words
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(SINGLES, sign => SAME[sign] ?? digit(sign))
}

function digit(sign: string): string {
  const code = sign.codePointAt(0)!
  return String(code >= 0x06f0 ? code - 0x06f0 : code - 0x0660)
}
