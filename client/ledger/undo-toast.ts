import { msg } from '@lit/localize'
import type { CommandBody, PartnershipSession } from '../room/types.ts'
import { toast } from '../ui/toast.ts'
import { refusalWords } from './refusal-words.ts'

/**
 * Says that a command is done and offers the one that takes it back. Both stay in the record: undoing is a new act. With
 * no way back (`null`) it is only said.
 */
export function doneToast(session: PartnershipSession, words: string, back: CommandBody | null): void {
  if (back === null) {
    toast(words)
    return
  }
  const undo = async () => {
    const result = await session.execute(back)
    if (result.ok) toast(msg('Undone. Both are in the record.'))
    else if (result.refusal.code !== 'nothing-changed') toast(refusalWords(result.refusal), { tone: 'negative' })
  }
  toast(words, { act: { label: msg('Undo'), run: () => void undo() } })
}
