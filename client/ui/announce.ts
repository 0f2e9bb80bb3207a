/** How long remote changes are gathered before they are said together, in milliseconds. */
export const REMOTE_EVERY_MS = 5000

let gathered: string[] = []
let countedUp = new Map<string, { n: number; words: (n: number) => string }>()
let timer: ReturnType<typeof setTimeout> | undefined

/** Says `text` to screen readers at once, politely: for what this person just did. */
export function announce(text: string): void {
  if (text !== '') say('announce-own', text)
}

/** Says what others did, gathered so that a busy table does not flood: at most one announcement in five seconds. */
export function announceRemote(text: string): void {
  if (text === '') return
  gathered.push(text)
  sayGatheredSoon()
}

/** As `announceRemote`, for what is said once with its number: `words` is asked with how often `key` was given. */
export function announceCounted(key: string, words: (n: number) => string): void {
  countedUp.set(key, { n: (countedUp.get(key)?.n ?? 0) + 1, words })
  sayGatheredSoon()
}

/** Makes the two regions, empty, so that assistive technology knows them before the first announcement. */
export function prepareAnnouncements(): void {
  for (const id of ['announce-own', 'announce-remote']) if (!document.getElementById(id)) liveRegion(id)
}

function sayGatheredSoon(): void {
  if (timer !== undefined) return
  timer = setTimeout(() => {
    timer = undefined
    const all = [...gathered, ...[...countedUp.values()].map(({ n, words }) => words(n))]
    gathered = []
    countedUp = new Map()
    say('announce-remote', [...new Set(all)].join('. '))
  }, REMOTE_EVERY_MS)
}

function say(id: string, text: string): void {
  const region = document.getElementById(id) ?? liveRegion(id)
  // A new node each time: the same words twice are two announcements.
  const line = document.createElement('p')
  line.textContent = text
  region.replaceChildren(line)
}

function liveRegion(id: string): HTMLElement {
  const region = document.createElement('div')
  region.id = id
  region.className = 'vh'
  region.setAttribute('role', 'status')
  region.setAttribute('aria-live', 'polite')
  document.body.append(region)
  return region
}
