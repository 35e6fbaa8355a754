/** What main itself shows: menus, notifications, system dialogs. The page has catalogues of its own. */
export const en = {
  menu: {
    file: 'File',
    edit: 'Edit',
    view: 'View',
    window: 'Window',
    help: 'Help',
    settings: 'Settings …',
    quit: 'Quit Gatehouse',
    undo: 'Undo',
    redo: 'Redo',
    cut: 'Cut',
    copy: 'Copy',
    paste: 'Paste',
    selectAll: 'Select all',
    switcher: 'Jump to …',
    searchHere: 'Search this conversation',
    search: 'Search all messages',
    actualSize: 'Actual size',
    zoomIn: 'Larger',
    zoomOut: 'Smaller',
    fullScreen: 'Full screen',
    minimize: 'Minimise',
    close: 'Close window',
    security: 'Security',
    shortcuts: 'Keyboard shortcuts',
  },
  tray: {
    open: 'Open Gatehouse',
    unread: (count: number) => (count === 1 ? '1 unread message' : `${count} unread messages`),
  },
  notifications: {
    newMessageFrom: (name: string) => `New message from ${name}`,
    held: 'New message, held for your safety',
    file: (name: string) => `File: ${name}`,
  },
  report: {
    title: 'A suspicious message was reported with Gatehouse.',
    falseAlarmTitle: 'Gatehouse may have been wrong about a message.',
    reporter: 'Reported by',
    sender: 'Sender',
    disposition: 'Taken for',
    dispositions: {
      suspicious: 'suspicious',
      phishing: 'phishing',
      spam: 'spam',
      other: 'something else',
      'false-alarm': 'harmless (false alarm)',
      exercise: 'an exercise',
    },
    received: 'Received',
    verdict: 'Verdict',
    links: 'Links',
    file: 'File',
    earlier: (count: number) =>
      count === 1 ? '1 earlier message attached' : `${count} earlier messages attached`,
    identifier: 'Report',
    message: 'Message (links made unclickable, hidden characters shown as [U+…]):',
    shortened: '… (shortened; the attached evidence has more)',
    note: (identifier: string) => `Note on report ${identifier}:`,
    /** For the machine-readable report; without line breaks. */
    description: (sender: string) => `Chat message from ${sender}, reported by its recipient.`,
    evidence: {
      stanza: 'The message as received (XMPP stanza)',
      findings: 'What Gatehouse found in it',
      earlier: 'Earlier messages of the same conversation',
      shortened: (kept: number, all: number) => `shortened to the first ${kept} of ${all} bytes`,
    },
  },
  withdrawal: {
    title: (count: number) =>
      count === 1
        ? 'A new rule withdrew 1 message that had already been shown.'
        : `A new rule withdrew ${count} messages that had already been shown.`,
    titleSent: (count: number) =>
      count === 1
        ? 'A new rule would have stopped 1 message that had already been sent.'
        : `A new rule would have stopped ${count} messages that had already been sent.`,
    from: 'From the account',
    to: (recipient: string) => `to ${recipient}`,
    more: (count: number) => (count === 1 ? '… and 1 more, on record' : `… and ${count} more, on record`),
  },
  release: {
    title: 'Somebody asks for a file that is held back.',
    by: 'Asked by',
    from: 'The file is from',
    file: 'File',
    verdict: 'Held for',
    note: 'Note',
    answer: 'Answer with one of these lines, and nothing else:',
  },
  falseAlarm: {
    title: 'A rule for confidential data may have been wrong.',
    by: 'Reported by',
    to: 'The text was for',
    step: 'What Gatehouse did',
    steps: {
      notice: 'pointed it out',
      justify: 'asked for a reason',
      refuse: 'kept the text from leaving',
    },
    rule: 'Rule',
    nothingElse: 'Nothing else of the text is in this report.',
  },
  saveDialog: { title: 'Save report', fileTitle: 'Save file', jsonFile: 'JSON file' },
};
export type MainText = typeof en;
