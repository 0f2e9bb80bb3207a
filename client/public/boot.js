// Before the first paint: theme, calm mode, language and direction as chosen on this device, so that nothing flashes.
;(() => {
  const root = document.documentElement
  const read = key => {
    try {
      return localStorage.getItem(key)
    } catch {
      return null // storage is closed to this page: the defaults stand
    }
  }
  // In a frame that shows what somebody else would see, the page around it chooses.
  const look = frameElement?.dataset
  const theme = look?.look ? look.theme : read('trestle-theme')
  if (theme === 'light' || theme === 'dark') root.dataset.theme = theme
  if (read('trestle-calm') === 'yes') root.dataset.calm = ''
  const spoken = [look?.look ? look.language : read('trestle-language'), ...navigator.languages].map(tag => String(tag).split('-')[0])
  const language = spoken.find(tag => tag === 'en' || tag === 'ar') ?? 'en'
  root.lang = language
  // What menus and dialogs cannot do without; older browsers show the note that stands in the page.
  if (!('popover' in HTMLElement.prototype) || typeof HTMLDialogElement === 'undefined') root.dataset.old = ''
  root.dir = language === 'ar' ? 'rtl' : 'ltr'
  // What an invite opens is asked while the code of the page is still on its way: `client/pages/join/early-answer.ts` takes it up.
  const key = look?.look ? null : inviteIn(location)
  if (!key || !('timeout' in AbortSignal)) return
  const path = '/api/invites/preview'
  const body = JSON.stringify(key)
  const headers = { accept: 'application/json', 'content-type': 'application/json' }
  const signal = AbortSignal.timeout(20_000)
  const answer = fetch(path, { method: 'POST', credentials: 'same-origin', headers, body, signal })
  // Whoever takes it up hears of its failure.
  answer.catch(() => {})
  window.trestleEarly = { path, body, answer }

  function inviteIn({ pathname, search, hash }) {
    const code = new URLSearchParams(search).get('code')
    if (/^\/join\/?$/.test(pathname) && code) return { code }
    if (!/^\/j\/?$/.test(pathname) || hash.length < 2) return null
    try {
      return { secret: decodeURIComponent(hash.slice(1)) }
    } catch {
      return null // No secret of ours: the page says so.
    }
  }
})()
