/** Sets the document's title: most specific part first, the product last. Empty parts are left out. */
export function setTitle(...parts: string[]): void {
  document.title = [...parts.filter(part => part !== ''), 'Trestle'].join(' · ')
}
