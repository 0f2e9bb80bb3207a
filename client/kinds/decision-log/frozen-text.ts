import { msg, str } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import { currentVersion } from '../../../shared/ledger/asks.ts'
import type { Proposal, ProposalVersion } from '../../../shared/ledger/state.ts'
import { canonicalView } from '../../prose/prose-view.ts'
import type { PartnershipSession } from '../../room/types.ts'
import { formatDateTime, formatNumber } from '../../ui/format.ts'
import { icon } from '../../ui/icon.ts'
import { diffView } from './diff-view.ts'
import { fingerprint } from './fingerprint.ts'

/** The frozen words on their sheet, with when they were frozen and their fingerprint. */
export function frozenText(session: PartnershipSession, proposal: Proposal): TemplateResult {
  const version = currentVersion(proposal)
  const words = session.words(version.text)
  const when = formatDateTime(version.at)
  return html`<section aria-labelledby="frozen-h">
    <h2 class="vh" id="frozen-h">${msg('The text')}</h2>
    <div class="frozen" lang=${proposal.language}>
      ${words === '' ? html`<p class="muted">${msg('These words were erased, or have not arrived yet. Their fingerprint stays.')}</p>` : canonicalView(words)}
      <p class="seal" lang=${document.documentElement.lang || 'en'}>
        <span>${icon('lock')} ${version.version === 1 ? msg(str`Frozen when opened, ${when}`) : msg(str`Version ${formatNumber(version.version)}, frozen ${when}`)}</span>
        ${fingerprint(version.textHash)}
      </p>
    </div>
  </section>`
}

/** Every version with what changed, newest first; nothing while there is only one. */
export function versionHistory(session: PartnershipSession, proposal: Proposal): TemplateResult | typeof nothing {
  if (proposal.versions.length < 2) return nothing
  const newestFirst = [...proposal.versions].reverse()
  return html`<section class="stack tight" aria-labelledby="versions-h">
    <h2 id="versions-h">${msg('Versions')}</h2>
    <ol class="versions" reversed>${newestFirst.map((version, index) => entry(session, version, newestFirst[index + 1]))}</ol>
  </section>`
}

function entry(
  session: PartnershipSession,
  version: ProposalVersion,
  before: ProposalVersion | undefined,
): TemplateResult {
  const number = formatNumber(version.version)
  const change = session.words(version.change)
  return html`<li>
    <p class="row tight"><b>${msg(str`Version ${number}`)}</b> <span class="sm muted">${formatDateTime(version.at)}</span> <span class="sm muted">${fingerprint(version.textHash)}</span></p>
    ${change ? html`<p class="words" dir="auto">${change}</p>` : nothing}
    ${
      before
        ? html`<details>
          <summary class="sm">${msg('The difference in words')}</summary>
          ${diffView(fullText(session, before), fullText(session, version))}
        </details>`
        : html`<p class="sm muted">${msg('As it was opened.')}</p>
          ${asOpened(session, version)}`
    }
  </li>`
}

/** The first words stay readable when later ones took their place on the sheet. */
function asOpened(session: PartnershipSession, version: ProposalVersion): TemplateResult {
  return html`<details>
    <summary class="sm">${msg('Read it as it was')}</summary>
    ${canonicalView(session.words(version.text))}
  </details>`
}

function fullText(session: PartnershipSession, version: ProposalVersion): string {
  return `${session.words(version.title)}\n\n${session.words(version.text)}`
}
