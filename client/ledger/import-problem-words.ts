import { msg } from '@lit/localize'

/** Why an export is not brought in, and what to do next; null for a code that is none of an import's. */
export function importProblemWords({ code, subject }: { code: string; subject?: string }): string | null {
  switch (code) {
    case 'import-wish':
      return msg('Say who you are, so that partners know who brought this in.')
    case 'import-busy':
      return msg('Other exports are being read just now. Try again in a moment.')
    case 'export-busy':
      return msg('Others are taking their copies just now. Try again in a moment.')
    case 'export-unreadable':
      return msg('This is not a whole zip file. Download the export again and choose the new file.')
    case 'export-too-big':
      return msg('This file holds more than an export of a partnership may. Check that it is the right one.')
    case 'export-foreign':
      return msg('This zip was not made by Trestle. Choose the file that “Take everything with you” made.')
    case 'export-newer':
      return msg('This export was made by another version of Trestle. Bring it in on a server of that version.')
    case 'export-slow':
      return msg('This file could not be read in the time that any may take. Check that it is the right one.')
    case 'export-tampered':
      return changedWords(subject ?? '')
    default:
      return null
  }
}

/** The verifier's own reason, as people say it. */
function changedWords(subject: string): string {
  switch (subject) {
    case 'prev-differs':
    case 'head-differs':
    case 'root-differs':
    case 'seq-gap':
    case 'ends-early':
    case 'goes-on':
    case 'other-stream':
    case 'other-partnership':
    case 'unreadable':
    case 'not-canonical':
    case 'too-large':
      return msg('The record in this file was changed after it was made. Ask for an unchanged export.')
    case 'result-differs':
      return msg('A decision in this file does not follow from its positions. Ask for an unchanged export.')
    case 'never-shown':
    case 'words':
      return msg('Words in this file were changed after they were recorded. Ask for an unchanged export.')
    case 'text-missing':
    case 'hash-differs':
    case 'state-unreadable':
    case 'text-differs':
    case 'not-in-ledger':
    case 'canvas-missing':
      return msg('A canvas in this file is missing or was changed. Ask for an unchanged export.')
    case 'makes-no-sense':
      return msg('The record in this file says things that no table can. Ask for an unchanged export.')
    default:
      return msg('A file in this zip is missing, added or changed. Choose the zip as it was downloaded.')
  }
}
