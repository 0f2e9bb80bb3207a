/** Puts an open popover under its button (above it where there is no room), its end at the button's end, inside the window. */
export function placePopover(button: Element, popover: HTMLElement): void {
  const box = button.getBoundingClientRect()
  const { offsetWidth: width, offsetHeight: height } = popover
  const rtl = getComputedStyle(popover).direction === 'rtl'
  const left = rtl ? box.left : box.right - width
  const below = box.bottom + height + 8 <= innerHeight
  popover.style.left = `${Math.max(8, Math.min(innerWidth - width - 8, left))}px`
  popover.style.top = `${below ? box.bottom + 4 : Math.max(8, box.top - height - 4)}px`
}
