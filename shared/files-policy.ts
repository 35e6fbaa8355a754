import { z } from './zod.ts';

/** As Windows or any other system writes it: a relative one would depend on where the program was started. */
const absolutePathSchema = z
  .string()
  .max(4096)
  .regex(/^(?:\/|[A-Za-z]:[\\/]|\\\\)/, 'must be an absolute path');

const fileHostSchema = z
  .string()
  .max(260)
  .regex(
    /^(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))*(:[1-9]\d{0,4})?$/,
    'must be the name of a host in lower-case ASCII, with or without a port',
  );

const megabyte = 1024 * 1024;

export const filesSchema = z.strictObject({
  blockedHashes: z
    .array(z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in lower-case hexadecimal'))
    .max(10_000)
    .default([])
    .describe(
      'Files that are blocked wherever they lie, also in an archive: SHA-256, lower-case hexadecimal.',
    ),
  blockedHashesFile: absolutePathSchema
    .nullable()
    .default(null)
    .describe(
      'More of them, one a line, with anything behind a space; `#` begins a comment. One that cannot be read holds every file.',
    ),
  blockedTypes: z
    .array(z.string().regex(/^\.?[a-z0-9-]{1,40}$/, 'must be a type, or an ending with its dot'))
    .max(500)
    .default([])
    .describe(
      'Blocked by what they are: a true type ("zip"), a kind ("disk-image"), or an ending with its dot (".iso").',
    ),
  encryptedAction: z
    .enum(['notice', 'warn', 'hold', 'block'])
    .default('hold')
    .describe('What becomes of a file that nobody can look into without its password.'),
  onScannerFailure: z
    .enum(['hold', 'block'])
    .default('hold')
    .describe(
      'What becomes of a file that could not be inspected: broken, over a limit, of an unknown type, or the scanner failed.',
    ),
  archiveLimits: z
    .strictObject({
      depth: z.number().int().min(1).max(100).default(8).describe('Files within files.'),
      count: z.number().int().min(1).max(1_000_000).default(10_000),
      bytes: z
        .number()
        .int()
        .min(1)
        .max(2 ** 40)
        .default(400 * megabyte)
        .describe('All that comes out of them together.'),
      ratio: z
        .number()
        .int()
        .min(1)
        .max(10_000)
        .default(200)
        .describe('How many times larger than its source a member may be.'),
    })
    .prefault({})
    .describe('How far archives and what is in them are followed.'),
  clamdSocket: absolutePathSchema
    .nullable()
    .default(null)
    .describe(
      'The socket of a ClamAV daemon that is asked about every file as well. What it cannot be asked, what is over its limits and what it calls encrypted is held.',
    ),
  yaraRuleFiles: z
    .array(absolutePathSchema)
    .max(100)
    .default([])
    .describe(
      'YARA rules of your own (YARA 4, without `include`; a rule’s name may be in one of the files only): files that match one are blocked, also within archives. Rules that cannot be read, compiled or followed to their end hold every file. They are compiled for each file and each one in it (some milliseconds), which counts for `files.scanTimeoutMs`: hundreds of rules with regular expressions may take ten seconds for a file of 100 MB, and a file over its time is held.',
    ),
  maxBytes: z
    .number()
    .int()
    .min(1)
    .max(2 ** 31)
    .default(100 * megabyte)
    .describe('A larger file is held without a look into it.'),
  hosts: z
    .array(fileHostSchema)
    .max(100)
    .default([])
    .describe(
      'Hosts of the company’s own that keep its files, besides the account’s domain and its server’s upload service: files go there and come from there. With a port ("files.corp.example:8443"), that one alone; without, 443 and those of XMPP servers (5281, 5443, 7443). They are recognised as the server is, by caFile and pins.',
    ),
  outsideHosts: z
    .array(fileHostSchema)
    .max(1000)
    .default([])
    .describe(
      'Hosts of others, such as partners, that files may be fetched from; nothing is uploaded there. They have to be on the internet, and the system’s authorities vouch for them.',
    ),
  fetch: z
    .enum(['ask', 'inside'])
    .default('ask')
    .describe(
      '`ask`: nothing is fetched before its user wants it. `inside`: what colleagues send is fetched when it comes.',
    ),
  fetchMaxBytes: z
    .number()
    .int()
    .min(1)
    .max(2 ** 31)
    .default(10 * megabyte)
    .describe('With `inside`: what is larger, or does not say how large it is, waits for its user.'),
  stripMetadata: z
    .enum(['none', 'pictures', 'pictures-and-documents'])
    .default('none')
    .describe(
      'Takes out of files that leave what says where, when, with what and by whom they were made, without a change of what they show. ' +
        'Of JPEG, PNG, WebP and GIF: EXIF, XMP, IPTC, comments, previews, what lies behind the picture; how it is turned stays. ' +
        'Of documents of Office (docx, xlsx, pptx and their kin) and OpenDocument: all their properties (author, company, manager, last editor, template, times, labels and others of their own) and who the people in them are elsewhere. Of PDF: its information and all XMP, of earlier revisions too; it does not say any more that it is PDF/A. ' +
        'Not taken out of documents: the authors of tracked changes, comments and notes, revision numbers, paths and printers in settings, what pictures and files in them say of themselves. ' +
        'What this cannot be done with is held: HEIF and TIFF; signed and encrypted documents, PDF that packs its information in an unusual way, doc, xls and ppt, RTF, Office documents of one XML or MHTML file, OneNote. ' +
        'Films, pages, drawings (SVG) and what is in an archive go as they are.',
    ),
  scanTimeoutMs: z
    .number()
    .int()
    .min(100)
    .max(600_000)
    .default(30_000)
    .describe('How long the inspection of one file may take.'),
});
export type FilesPolicy = z.infer<typeof filesSchema>;
