import { msg } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import { path } from '../../room/navigate.ts'
import { type IconName, icon } from '../../ui/icon.ts'
import type { Mine } from './mine-list.ts'
import type { Aim } from './start-form.ts'

/** The four ways to begin with one's next meeting. `choose` prepares the form, `sample` opens a sample at once. */
export function starts(options: {
  mine: readonly Mine[]
  aim: Aim | null
  busy: boolean
  choose: (aim: Aim) => void
  sample: () => void
}): TemplateResult {
  const { mine, aim, busy, choose, sample } = options
  const card = (name: IconName, title: string, words: string, run: () => void, pressed: boolean | null = null) =>
    html`<li><button class="start-card" type="button" aria-pressed=${pressed === null ? nothing : pressed ? 'true' : 'false'} ?disabled=${busy} @click=${run}>
      ${icon(name)}<b>${title}</b><span class="sm muted">${words}</span>
    </button></li>`
  const logs = mine.filter(one => one.log !== null)
  return html`<section class="home-starts stack" aria-labelledby="h-starts">
    <h2 id="h-starts">${msg('Start with your next meeting')}</h2>
    <ul class="start-cards">
      ${card('users-round', msg('Run a meeting'), msg('A table with a board for notes. You invite people next.'), () => choose('meeting'), aim === 'meeting')}
      ${card('scroll-text', msg('Draft an agreement'), msg('From a template with prompts, all of you in one text.'), () => choose('agreement'), aim === 'agreement')}
      ${
        logs.length > 0
          ? html`<li><div class="start-card">
              ${icon('gavel')}<b>${msg('Review decisions')}</b>
              <ul class="log-links sm">${logs.map(one => html`<li><a href=${path.canvas(one.id, one.log ?? '')}><bdi>${one.name}</bdi></a></li>`)}</ul>
            </div></li>`
          : card(
              'gavel',
              msg('Review decisions'),
              msg('What was decided, how, and when you look at it again.'),
              () => choose('decisions'),
              aim === 'decisions',
            )
      }
      ${card('leaf', msg('Walk round the sample'), msg('A river basin, half-way through. Sit down as its broker or as any of its parties.'), sample)}
    </ul>
  </section>`
}
