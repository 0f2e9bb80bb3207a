/** Hands a file to the person: the browser saves it under this name, cleaned of what file systems refuse. */
export function saveFile(name: string, extension: string, type: string, content: BlobPart): void {
  const url = URL.createObjectURL(new Blob([content], { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = `${
    name
      .replace(/[^\p{L}\p{N} ._-]+/gu, ' ')
      .replace(/\s+/g, ' ')
      .trim()
      .slice(0, 80) || 'document'
  }.${extension}`
  link.click()
  URL.revokeObjectURL(url)
}
