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
})()
