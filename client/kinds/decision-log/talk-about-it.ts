import { msg } from '@lit/localize'
import { html, type TemplateResult } from 'lit'
import type { PartnershipSession } from '../../room/types.ts'
import '../../talk/talk-element.ts'

/** Comments on a draft or a proposal, apart from positions and their reasons: they settle nothing. */
export function talkAboutIt(session: PartnershipSession, document: string, row: string): TemplateResult {
  return html`<tr-talk
    .session=${session} .document=${document} .about=${row} .of=${msg('this proposal')} .heading=${msg('Talk about it')}
  ></tr-talk>`
}
