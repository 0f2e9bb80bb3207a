/** Saves words or bytes as a file on the reader's device, under a name that every system takes. */
export function saveFile(name: string, type: string, content: string | Blob): void {
  const blob = typeof content === 'string' ? new Blob([content], { type: `${type};charset=utf-8` }) : content
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download =
    name
      .replace(/[^\p{L}\p{N}\p{M} ._–-]+/gu, ' ')
      .replace(/\s+/gu, ' ')
      .trim() || 'trestle'
  link.click()
  // Some browsers read the file only after the click has been handled.
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
