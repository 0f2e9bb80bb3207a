import './sync/confine.ts'
import { lookOf } from './sync/look.ts'
import { LOCALE_STATUS_EVENT } from '@lit/localize'
import { lowData } from './sync/low-data.ts'
import { quietLine } from './sync/quiet-line.ts'
import { countFiles } from './sync/traffic.ts'
import { loadFonts } from './ui/fonts.ts'
import { startLocale } from './i18n/localize.ts'
import { reportProblem } from './pages/report-problem.ts'

window.addEventListener('error', event => reportProblem(event.error))
window.addEventListener('unhandledrejection', event => reportProblem(event.reason))

countFiles()
await startLocale()
// A frame that looks as nobody would act as whoever is signed in.
if (window.parent === window || lookOf(window)) await import('./pages/app-element.ts')

// Words first, faces second: pages read well in the system's fonts until ours are there.
window.addEventListener(LOCALE_STATUS_EVENT, event => {
  if (event.detail.status === 'ready') void loadFonts(event.detail.readyLocale, !lowData.on())
})
const stood = new Promise(requestAnimationFrame).then(() => quietLine())
void stood.then(() => loadFonts(document.documentElement.lang, !lowData.on()))

// The worker fetches what the page has fetched: after it, so that the two do not share a thin line.
if (import.meta.env.PROD) {
  const follow = () =>
    void import('./pages/releases.ts').then(
      ({ followReleases }) => followReleases(),
      // The line went before it was fetched, and without one there is no news: the next visit asks again.
      () => {},
    )
  void stood.then(() => setTimeout(follow, 1_000))
}
