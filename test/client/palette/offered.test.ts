// @vitest-environment jsdom
import { expect, test, vi } from 'vitest'
import { paperActs } from '../../../client/kinds/agreement/paper-menu.ts'
import { logExportActs, logExports } from '../../../client/kinds/decision-log/log-export.ts'
import { readQuery } from '../../../client/kinds/decision-log/log-query.ts'
import { appActs } from '../../../client/pages/app-acts.ts'
import { placeActs } from '../../../client/pages/place-acts.ts'
import type { Act } from '../../../client/ui/acts.ts'
import { sampleSession } from '../decision-log/fake-session.ts'
import { standInForDialogs } from '../support/dialogs.ts'

const labels = (acts: readonly Act[]) => acts.map(act => act.label)

test('[KEY-13] the palette offers what menus and heads offer: taking out, a way back, the stage, the venue check', async () => {
  const { session } = await sampleSession('zuhura')
  expect(labels(placeActs(session, null))).toEqual(
    expect.arrayContaining([
      'Talk',
      'Look as somebody else',
      'Take everything with you',
      'Change the stage',
      'My way back',
      'How others write to me',
      'Leave this device',
    ]),
  )
  expect(labels(appActs())).toContain('Check what works on this device')
  const run = { word: vi.fn(), markdown: vi.fn(), print: vi.fn(), bring: null }
  const papers = paperActs(run)
  expect(labels(papers)).toEqual(['Save as a Word file', 'Save as Markdown', 'Print, or save as PDF'])
  for (const act of papers) act.run()
  expect([run.word, run.markdown, run.print].map(one => one.mock.calls.length)).toEqual([1, 1, 1])
  expect(labels(paperActs({ ...run, bring: () => {} }))).toContain('Bring in a Word or Markdown file')
  const log = logExportActs(logExports(session, [], [], readQuery('')))
  expect(labels(log)).toEqual(['Save as Markdown', 'Save as a table (CSV)', 'Print, or save as PDF'])
  // Nothing is shown, so the palette says why there is nothing to save.
  expect(log[0]!.off).not.toBe('')
})

test('[KEY-13] the stage is changed from any page by a broker, and greyed with the reason for everyone else', async () => {
  standInForDialogs()
  const { session } = await sampleSession('zuhura')
  const stage = (acts: readonly Act[]) => acts.find(act => act.id === 'stage')!
  stage(placeActs(session, null)).run()
  await vi.waitFor(() => expect(document.querySelector('tr-stage-dialog input[name=stage]')).not.toBeNull(), 10_000)
  document.querySelector('tr-stage-dialog')!.dispatchEvent(new Event('close'))
  expect(document.querySelector('tr-stage-dialog')).toBeNull()
  const partner = { ...session, me: { ...session.me, role: 'representative' as const } }
  expect(stage(placeActs(partner, null)).off).toBe('Only brokers change the stage. Ask one of them.')
})
