/**
 * True while the focus stands on the page as a whole: somebody has just come here from within Trestle, and it may be led
 * on. A page that the browser loads begins before its first stop, with the link that skips to the content.
 */
export function nowhere(): boolean {
  return document.activeElement?.id === 'main'
}
