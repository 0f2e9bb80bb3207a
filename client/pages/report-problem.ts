/** Tells the console of a fault that nobody expected; the page says it in words where it can. */
export function reportProblem(fault: unknown): void {
  console.error('Something went wrong in Trestle:', fault)
}
