/** Where the address leads. Secrets come in the fragment, which reaches no server and no log. */
export type Route =
  | { page: 'home' }
  | { page: 'join'; secret: string; code: string }
  | { page: 'recover'; secret: string }
  | { page: 'left' }
  | { page: 'venue' }
  | { page: 'table'; partnership: string }
  | { page: 'people'; partnership: string }
  | { page: 'view-as'; partnership: string }
  | { page: 'talk'; partnership: string }
  | { page: 'canvas'; partnership: string; document: string; row: string | null }
  | { page: 'history'; partnership: string; document: string }
  | { page: 'astray'; partnership: string }
  | { page: 'gallery' }
  | { page: 'lost' }

const ID = '([a-z2-7]{20})'

/** Reads an address; anything unknown is `lost`, or `astray` inside a partnership. `gallery` says whether this build has the gallery. */
export function routeOf(url: { pathname: string; hash: string; search: string }, gallery: boolean): Route {
  const path = url.pathname.replace(/\/+$/, '') || '/'
  const secret = decode(url.hash.slice(1))
  if (path === '/') return { page: 'home' }
  if (path === '/join') return { page: 'join', secret: '', code: new URLSearchParams(url.search).get('code') ?? '' }
  if (path === '/j') return { page: 'join', secret, code: '' }
  if (path === '/left') return { page: 'left' }
  if (path === '/recover') return { page: 'recover', secret }
  if (path === '/venue') return { page: 'venue' }
  if (path === '/gallery' && gallery) return { page: 'gallery' }
  const [, partnership, rest] = path.match(new RegExp(`^/p/${ID}(?:/(.+))?$`)) ?? []
  if (partnership === undefined) return { page: 'lost' }
  if (rest === undefined) return { page: 'table', partnership }
  if (rest === 'people' || rest === 'view-as' || rest === 'talk') return { page: rest, partnership }
  const [, past] = rest.match(new RegExp(`^history/${ID}$`)) ?? []
  if (past !== undefined) return { page: 'history', partnership, document: past }
  const [, document, row] = rest.match(new RegExp(`^d/${ID}(?:/([^/]+))?$`)) ?? []
  if (document !== undefined) return { page: 'canvas', partnership, document, row: row ? decode(row) : null }
  return { page: 'astray', partnership }
}

/** Two addresses with the same key show the same page: moving between them keeps focus and scroll where they are. */
export function pageKey(route: Route): string {
  switch (route.page) {
    case 'canvas':
      return `canvas ${route.document}`
    case 'history':
      return `history ${route.document}`
    case 'table':
    case 'people':
    case 'view-as':
    case 'talk':
    case 'astray':
      return `${route.page} ${route.partnership}`
    case 'join':
      return `join ${route.secret}`
    default:
      return route.page
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    // A percent sign that encodes nothing: the text stands as it was typed.
    return text
  }
}
