/** What a page is told that shows what somebody else would see: the look's token, as whom, and how the page should appear. */
export type Look = { token: string; as: string; language: string; theme: string }

/** The look in which this page runs, or null when it is an ordinary page. The page around it wrote it onto our frame. */
export function lookOf(window: Pick<Window, 'frameElement'>): Look | null {
  const { look, as, language, theme } = (window.frameElement as HTMLElement | null)?.dataset ?? {}
  return look ? { token: look, as: as ?? '', language: language ?? 'en', theme: theme ?? 'system' } : null
}
