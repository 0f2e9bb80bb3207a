const SCHEME = /^(?:https?:\/\/|mailto:|tel:)/i
// Blanks, control and format characters, quotes and brackets have no place in an address that we print or follow.
const UNSAFE = /[\s\p{C}<>"`]/u

/** The address when it may be followed (http, https, mailto, tel; at most 2,000 characters), else null. */
export function safeHref(href: unknown): string | null {
  if (typeof href !== 'string') return null
  const address = href.trim()
  if (address.length > 2000 || !address.isWellFormed() || !SCHEME.test(address) || UNSAFE.test(address)) return null
  return address.replace(SCHEME, '') === '' ? null : address.normalize('NFC')
}
