import { accept, type Result } from '../../result.ts'
import type { DecideContext } from '../decide-context.ts'
import type { Refusal } from '../refusals.ts'
import { MAX_TITLE, MAX_WORDS } from '../words.ts'
import { no } from './rules.ts'

/** A draft that can be frozen. */
export type FrozenDraft = { hash: string; title: string; text: string }

/** The draft as this side sees it: the very words that the asker saw, not empty, not too long. */
export function draftToFreeze(
  context: DecideContext,
  document: string,
  proposal: string,
  hash: string,
): Result<FrozenDraft, Refusal> {
  const draft = context.draft(document, proposal)
  if (!draft) return no('no-such-proposal', { subject: proposal })
  if (draft.hash !== hash) return no('text-changed', { subject: proposal })
  if (draft.title.trim() === '') return no('text-empty', { field: 'title', subject: proposal })
  if (draft.text.trim() === '') return no('text-empty', { field: 'text', subject: proposal })
  if (draft.title.length > MAX_TITLE) return no('too-long', { field: 'title', subject: proposal })
  if (draft.text.length > MAX_WORDS) return no('too-long', { field: 'text', subject: proposal })
  return accept(draft)
}
