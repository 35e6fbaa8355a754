// What makes a macro dangerous is that it starts by itself and then writes or starts something. The rule is mraptor's (oletools by
// Philippe Lagadec); the words are Office's own event names and the functions of VBA and Windows.

export interface MacroConduct {
  /** The event or automatic name, as written; null when nothing of the document starts it. */
  readonly starts: string | null;
  /** Whether the document starts it without a press of a button. */
  readonly isAutomatic: boolean;
  /** What writes files, memory or settings. */
  readonly writes: string | null;
  /** What starts programs or calls the system. */
  readonly runs: string | null;
}

/** The names that Word, Excel, PowerPoint, Outlook and Publisher call without being asked. */
const automaticNames = [
  ...['AutoExec', 'Auto_?Open', 'Auto_?Close', 'Auto_?Exit', 'Auto_?New', 'Auto_Activate', 'Auto_Deactivate'],
  ...['Document_?(?:Open|Close|BeforeClose|BeforeSave|New|Change|ContentControlOnEnter)', 'NewDocument'],
  ...[
    'Workbook_(?:Open|Activate|Deactivate|Close|BeforeClose|BeforeSave|SheetActivate|AddinInstall|SheetCalculate)',
  ],
  ...['Worksheet_(?:Activate|Calculate|Change|SelectionChange)'],
  ...['Presentation_?(?:Open|Close)', 'SlideShow\\w*', 'App_\\w+', 'Application_Startup'],
];

/** Events that an ActiveX control of the document fires, most of them while it is only drawn. */
const controlEvents = [
  ...['Painted', 'Painting', 'GotFocus', 'LostFocus', 'MouseHover', 'MouseMove', 'MouseEnter', 'MouseLeave'],
  ...['Layout', 'Change', 'Resize', 'BeforeNavigate2', 'BeforeScriptExecute', 'DocumentComplete'],
  ...['DownloadBegin', 'DownloadComplete', 'FileDownload', 'NavigateComplete2', 'NavigateError'],
  ...['ProgressChange', 'PropertyChange', 'SetSecureLockIcon', 'StatusTextChange', 'TitleChange'],
  ...['OnConnecting', 'OnDisconnected', 'Initialize', 'Activate'],
];

const writingWords = [
  ...['FileCopy', 'CopyFile', 'MoveFile', 'Kill', 'CreateTextFile', 'OpenTextFile', 'VirtualAlloc(?:Ex)?'],
  ...['RtlMoveMemory', 'WriteProcessMemory', 'URLDownloadToFile[AW]?', 'AltStartupPath', 'ADODB\\.Stream'],
  ...[
    'WriteText',
    'SaveToFile',
    'SaveAs(?:RTF)?',
    'SaveCopyAs',
    'FileSaveAs',
    'MkDir',
    'RmDir',
    'SaveSetting',
  ],
  ...['SetAttr', 'RegWrite', 'VBProject', 'System\\.PrivateProfileString'],
];

const runningWords = [
  ...['Shell', 'CreateObject', 'GetObject', 'SendKeys', 'MacScript', 'AppleScriptTask', 'FollowHyperlink'],
  ...['CreateThread', 'CreateRemoteThread', 'ShellExecute(?:Ex)?[AW]?', 'CreateProcess[AW]?', 'WinExec'],
  ...['ExecuteExcel4Macro', 'EXEC', 'REGISTER', 'RegisterXLL', 'SetTimer', 'DDEInitiate', 'DDEExecute'],
  ...['WshShell', 'IWshShell\\d?', 'WScript', 'Win32_Process'],
];

const automatically = new RegExp(
  `\\b(?:${automaticNames.join('|')}|\\w{1,64}_(?:${controlEvents.join('|')}))\\b`,
  'i',
);
/** A button that the text asks to press is the oldest trick. */
const pressing = /\b\w{1,64}_(?:Dbl)?Click\b/i;
const writing = new RegExp(
  `\\b(?:${writingWords.join('|')})\\b|\\bOpen\\b[^\\n]{1,250}?\\bFor\\s+(?:Output|Append|Binary|Random)\\b`,
  'i',
);
const running = new RegExp(`\\b(?:${runningWords.join('|')})\\b|\\bDeclare\\b[^\\n]{1,200}?\\bLib\\b`, 'i');

export function macroConduct(source: string): MacroConduct {
  const code = withoutComments(source);
  const found = (words: RegExp) => words.exec(code)?.[0].slice(0, 80) ?? null;
  const automatic = found(automatically);
  return {
    starts: automatic ?? found(pressing),
    isAutomatic: automatic !== null,
    writes: found(writing),
    runs: found(running),
  };
}

export function isDangerous({ starts, writes, runs }: MacroConduct): boolean {
  return starts !== null && (writes !== null || runs !== null);
}

/** MS-VBAL section 3.2: continued lines are one line (3.2.2), a comment goes from ' or Rem to the line's end (3.3.1). */
function withoutComments(source: string): string {
  return source
    .replaceAll(/[ \t]_[ \t]*(?:\r\n|\r|\n)/g, ' ')
    .split(/\r\n|\r|\n/)
    .map(withoutComment)
    .join('\n');
}

function withoutComment(line: string): string {
  if (/^\s*Rem\b/i.test(line)) return '';
  let isInString = false;
  for (let at = 0; at < line.length; at += 1) {
    const letter = line[at];
    if (letter === '"') isInString = !isInString;
    else if (letter === "'" && !isInString) return line.slice(0, at);
  }
  return line;
}
