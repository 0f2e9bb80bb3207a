import { msg } from '@lit/localize'
import { paperMarkdown } from '../../../shared/paper/paper-markdown.ts'
import type { Paper } from '../../../shared/paper/paper.ts'
import { saveFile } from '../../papers/save-file.ts'
import { announce } from '../../ui/announce.ts'
import { toast } from '../../ui/toast.ts'

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

/** Saves a paper as a Word file. The writer of such files comes with the first one. */
export async function saveWord(paper: Paper): Promise<void> {
  try {
    const { paperDocx } = await import('../../papers/docx.ts')
    saveFile(paper.title, 'docx', DOCX, await paperDocx(paper))
    announce(msg('The Word file is saved'))
  } catch {
    // Its chunk did not come: there is no line and this device has never made one.
    toast(
      msg('The Word file could not be made. Try again when the line is back; Markdown and printing work without one.'),
      {
        tone: 'negative',
      },
    )
  }
}

/** Saves a paper as Markdown. */
export function saveMarkdown(paper: Paper): void {
  saveFile(paper.title, 'md', 'text/markdown;charset=utf-8', paperMarkdown(paper))
  announce(msg('The Markdown file is saved'))
}
