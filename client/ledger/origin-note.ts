import { msg, str } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import type { PartnershipSession } from '../room/types.ts'
import { formatDate } from '../ui/format.ts'

/** Of a partnership that came from an export: which one, who does not sit here, and what to hold it against. Else nothing. */
export function originNote({ ledger }: PartnershipSession): TemplateResult | typeof nothing {
  const { imported } = ledger
  if (!imported) return nothing
  const made = formatDate(imported.exportedAt)
  return html`<div class="sm stack tight">
    <p>${msg(str`Brought in from an export of ${made}. People of the earlier table do not sit here unless they were invited again.`)}</p>
    <p>${msg('What stands here from before is as true as that export: compare it with the digest of the original.')} <bdi class="digest" dir="ltr">${imported.digest}</bdi></p>
  </div>`
}
