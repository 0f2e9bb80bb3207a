// @vitest-environment jsdom
import { afterEach, expect, test, vi } from 'vitest'
import { followLinks } from '../../../client/pages/links.ts'
import { pageKey, routeOf } from '../../../client/pages/routes.ts'
import { path } from '../../../client/room/navigate.ts'

const [P, D] = ['abcdefghijklmnopqrst', 'bcdefghijklmnopqrstu']
const at = (address: string, gallery = false) => routeOf(new URL(address, 'http://trestle.test'), gallery)

afterEach(() => document.body.replaceChildren())

test('[UI-13] every address that the product makes leads back to its page', () => {
  expect(at(path.home())).toEqual({ page: 'home' })
  expect(at(`${path.join()}?code=quiet-heron-52`)).toEqual({ page: 'join', secret: '', code: 'quiet-heron-52' })
  expect(at('/j/#s3cret_-')).toEqual({ page: 'join', secret: 's3cret_-', code: '' })
  expect(at('/recover/#s3cret')).toEqual({ page: 'recover', secret: 's3cret' })
  expect(at(path.table(P))).toEqual({ page: 'table', partnership: P })
  expect(at(path.viewAs(P, { role: 'contributor', party: D }))).toEqual({ page: 'view-as', partnership: P })
  expect(at('/left')).toEqual({ page: 'left' })
  expect(at(path.people(P))).toEqual({ page: 'people', partnership: P })
  expect(at(path.canvas(P, D))).toEqual({ page: 'canvas', partnership: P, document: D, row: null })
  expect(at(`${path.row(P, D, 'r1')}?view=outline`)).toEqual({ page: 'canvas', partnership: P, document: D, row: 'r1' })
})

test('[UI-13] any other address is said to be nothing, and the gallery is only where it was built in', () => {
  for (const address of ['/p/short', '/admin', '/j/x', '/p//people']) expect(at(address)).toEqual({ page: 'lost' })
  for (const address of [`/p/${P}/d/short`, `/p/${P}/other`])
    expect(at(address)).toEqual({ page: 'astray', partnership: P })
  expect(at('/j/#%E0%A4%A')).toEqual({ page: 'join', secret: '%E0%A4%A', code: '' })
  expect(at('/gallery').page).toBe('lost')
  expect(at('/gallery', true).page).toBe('gallery')
})

test('[UI-13] rows of one canvas are one page, so that opening one moves neither focus nor scroll', () => {
  expect(pageKey(at(path.row(P, D, 'r1')))).toBe(pageKey(at(path.canvas(P, D))))
  expect(pageKey(at(path.canvas(P, D)))).not.toBe(pageKey(at(path.table(P))))
})

test('[UI-14] plain clicks on own links change the page in place; all others are the browser’s', () => {
  const went = vi.fn()
  window.addEventListener('trestle-go', went)
  document.addEventListener('click', followLinks)
  const click = (link: Partial<HTMLAnchorElement>, how: MouseEventInit = {}) => {
    const anchor = Object.assign(document.createElement('a'), link)
    document.body.append(anchor)
    const event = new MouseEvent('click', { bubbles: true, cancelable: true, composed: true, ...how })
    // The browser's own step comes after the handler; here it must not run.
    window.addEventListener('click', last => last.preventDefault(), { once: true })
    let taken = false
    anchor.parentElement!.addEventListener('click', () => {}, { once: true })
    document.addEventListener(
      'click',
      seen => {
        taken = seen.defaultPrevented
      },
      { once: true },
    )
    anchor.dispatchEvent(event)
    return taken
  }

  expect(click({ href: path.table(P) })).toBe(true)
  expect(location.pathname).toBe(path.table(P))
  expect(click({ href: '/join' }, { ctrlKey: true })).toBe(false)
  expect(click({ href: 'https://elsewhere.example/' })).toBe(false)
  expect(click({ href: '/api/openapi.json' })).toBe(false)
  expect(click({ href: '#main' })).toBe(false)
  expect(click({ href: '/join', target: '_blank' })).toBe(false)
  expect(went).toHaveBeenCalledTimes(1)
  document.removeEventListener('click', followLinks)
})
