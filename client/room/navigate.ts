/** Addresses of the pages. Every address can be shared and is useless without access. */
export const path = {
  home: () => '/',
  join: () => '/join',
  table: (partnership: string) => `/p/${partnership}`,
  viewAs: (partnership: string, as: { role: string; party: string | null } | null = null) =>
    `/p/${partnership}/view-as${as ? `?role=${as.role}${as.party ? `&party=${as.party}` : ''}` : ''}`,
  people: (partnership: string) => `/p/${partnership}/people`,
  canvas: (partnership: string, document: string) => `/p/${partnership}/d/${document}`,
  row: (partnership: string, document: string, row: string) => `/p/${partnership}/d/${document}/${row}`,
  /** What a canvas was at other times. */
  history: (partnership: string, document: string) => `/p/${partnership}/history/${document}`,
  talk: (partnership: string) => `/p/${partnership}/talk`,
  /** Where a thread of comments is read: at the row that it is about, or on the canvas as a whole. */
  thread: (partnership: string, document: string, row: string | null, thread: string) =>
    `/p/${partnership}/d/${document}${row === null ? '' : `/${row}`}?thread=${thread}`,
}

/** Goes to an address within Trestle without loading the page again; `replace` leaves no step for the back button. */
export function go(address: string, options: { replace?: boolean } = {}): void {
  if (options.replace) history.replaceState(null, '', address)
  else history.pushState(null, '', address)
  dispatchEvent(new Event('trestle-go'))
}
