/** True while the focus stands on the page as a whole: nobody is in the middle of anything, and it may be led somewhere. */
export function nowhere(): boolean {
  const { activeElement, body } = document
  return activeElement === null || activeElement === body || activeElement.id === 'main'
}
