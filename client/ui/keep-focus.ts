/** How long a page has to lead the focus itself after it took away what had it, in milliseconds. */
export const LED_WITHIN_MS = 100

const HOLDERS = 'li, section, article, form, fieldset, aside, dialog, tr-dialog, main'

/**
 * Keeps the focus on the page: when what had it is taken away or switched off and nothing else has led it on, it goes to
 * the nearest part around that is still there, and back once what was switched off works again. The answer stops it.
 */
export function keepFocus(): () => void {
  let last: HTMLElement | null = null
  let around: Element[] = []
  let standIn: HTMLElement | null = null
  let timer: ReturnType<typeof setTimeout> | undefined

  const remember = ({ target }: FocusEvent): void => {
    if (!(target instanceof HTMLElement) || target === standIn) return
    standIn = null
    last = target
    around = []
    for (let at = target.parentElement; at; at = at.parentElement) around.push(at)
  }

  const look = (): void => {
    timer = undefined
    const { activeElement, body } = document
    const works = last?.isConnected === true && !last.matches(':disabled')
    if (standIn && activeElement === standIn && works) last?.focus({ preventScroll: true })
    const lost = activeElement === null || activeElement === body || activeElement.matches(':disabled')
    if (!lost || works || last === null) return
    const holder = around.find(one => one.isConnected && one.matches(HOLDERS)) ?? document.getElementById('main')
    if (!(holder instanceof HTMLElement)) return
    standIn = holder
    if (holder.tabIndex < 0) holder.setAttribute('tabindex', '-1')
    holder.focus({ preventScroll: true })
  }

  const observer = new MutationObserver(() => {
    if (last !== null && document.activeElement !== last) timer ??= setTimeout(look, LED_WITHIN_MS)
    else if (last?.matches(':disabled')) timer ??= setTimeout(look, LED_WITHIN_MS)
  })
  document.addEventListener('focusin', remember)
  observer.observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ['disabled'] })
  return () => {
    clearTimeout(timer)
    observer.disconnect()
    document.removeEventListener('focusin', remember)
  }
}
