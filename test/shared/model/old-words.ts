import type { ProseDraft } from '../../../shared/model/prose.ts'

/** Words as they were written before tables came, with the hashes that ledgers hold of them. */
export const OLD: readonly { hash: string; blocks: readonly ProseDraft[] }[] = [
  {
    hash: '7f3dc8945ba6a5ce6d156236636927f32839d84c87ad8bb210204dbb270e3962',
    blocks: [{ type: 'paragraph', text: 'No pump runs at night in March.' }],
  },
  {
    hash: '0f248399b0ac17fd952bd85fd85d92fdd9932eaba0832629516987d6efe51108',
    blocks: [{ type: 'paragraph', text: '| Party | Brings |\n| --- | --- |\n| Ministry | gates |' }],
  },
  {
    hash: '18022c342d36ead8c76969ae15cfa4f963bdc0762b7a629ba1e9316969c31140',
    blocks: [{ type: 'paragraph', text: 'a | b < c <br> d \\| e' }],
  },
  {
    hash: 'fbc987bedaf5d9e9b1a5592bad9d92a08969c5fe5c244b6e12c55e7b98d913a0',
    blocks: [
      { type: 'heading', level: 2, text: 'Night | water' },
      {
        type: 'bullet_list',
        items: [
          '| --- |',
          [
            { type: 'paragraph', text: 'x' },
            { type: 'ordered_list', items: ['<b>'] },
          ],
        ],
      },
      { type: 'paragraph', text: '| --- |', marks: { strong: true, link: 'https://a.org/a|b' } },
      { type: 'paragraph', text: 'مياه | للجميع <br/>' },
    ],
  },
]
