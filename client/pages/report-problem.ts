import { isHarmless } from './fault-report.ts'

/** Tells the console of a fault that nobody expected, and the person that it happened and what to do. */
export function reportProblem(fault: unknown): void {
  if (isHarmless(fault)) return
  console.error('Something went wrong in Trestle:', fault)
  import('./fault-notice.ts')
    .then(({ showFault }) => showFault(fault))
    .catch(() => {
      // Not even the notice could be fetched: what stands in the page without our script says what to do.
      document.documentElement.dataset.late = ''
    })
}
