import { go } from '../room/navigate.ts'

/**
 * Lets plain clicks on links within Trestle change the page without loading it again. Clicks with a modifier, downloads,
 * other targets and links within the same page are the browser's.
 */
export function followLinks(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)
    return
  const link = event.composedPath().find(node => node instanceof HTMLAnchorElement)
  if (!link?.href || link.target || link.hasAttribute('download')) return
  const url = new URL(link.href)
  if (url.origin !== location.origin || url.pathname.startsWith('/api/')) return
  if (url.pathname === location.pathname && url.search === location.search && url.hash !== '') return
  event.preventDefault()
  if (url.href !== location.href) go(url.pathname + url.search + url.hash)
}
