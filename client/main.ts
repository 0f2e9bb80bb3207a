import { LOCALE_STATUS_EVENT } from '@lit/localize'
import { loadFonts } from './ui/fonts.ts'
import { startLocale } from './i18n/localize.ts'
import { reportProblem } from './pages/report-problem.ts'

window.addEventListener('error', event => reportProblem(event.error))
window.addEventListener('unhandledrejection', event => reportProblem(event.reason))

await startLocale()
await import('./pages/app-element.ts')

// Words first, faces second: pages read well in the system's fonts until ours are there.
window.addEventListener(LOCALE_STATUS_EVENT, event => {
  if (event.detail.status === 'ready') void loadFonts(event.detail.readyLocale)
})
requestAnimationFrame(() => setTimeout(() => void loadFonts(document.documentElement.lang)))
