import { msg, str } from '@lit/localize'
import { type IncomingRefusal, type LeftOut, MOST_FILE_BYTES } from '../../../shared/paper/incoming.ts'
import { formatNumber } from '../../ui/format.ts'

/** Why a file cannot be read, and what to do about it. */
export function fileTroubleWords(refusal: IncomingRefusal): string {
  switch (refusal) {
    case 'too-large': {
      const most = formatNumber(MOST_FILE_BYTES / 1024 / 1024)
      return msg(
        str`The file is too large: at most ${most} MB of Word, or 1 MB of Markdown. Save it without its pictures, or in parts.`,
      )
    }
    case 'too-large-inside':
      return msg(
        'There is far more in this file than an agreement holds. Save the part that matters as a file of its own.',
      )
    case 'not-a-document':
      return msg(
        'This is not a Word or Markdown file. Choose one that ends with .docx or .md; from another program, save it as Word first.',
      )
    case 'old-word':
      return msg(
        'This file is of an older Word, or a password protects it. Open it in Word, take the password away and save it as .docx.',
      )
    case 'protected':
      return msg('A password protects this file. Open it in Word, take the password away and save it again.')
    case 'broken':
      return msg(
        'The file is damaged or not really a Word file. Open it in Word, save it again as .docx, and choose that.',
      )
    case 'not-text':
      return msg('This is not readable text. Choose a Word file (.docx), or a Markdown file saved as UTF-8.')
    case 'took-too-long':
      return msg('Reading the file took too long, so it was stopped. Save the part that matters as a file of its own.')
    case 'empty':
      return msg('There are no words in this file. Choose another one.')
  }
}

/** What was left out of a file, one sentence for each kind. */
export function leftOutWords(left: LeftOut): string[] {
  return [
    left.tracked > 0 && msg('Tracked changes are read as if they were accepted.'),
    left.images > 0 && msg(str`Pictures left out: ${formatNumber(left.images)}`),
    left.notes > 0 && msg(str`Footnotes and endnotes left out: ${formatNumber(left.notes)}`),
    left.comments > 0 && msg(str`Comments left out: ${formatNumber(left.comments)}`),
    left.contents > 0 && msg('The table of contents is left out.'),
  ].filter(words => words !== false)
}
