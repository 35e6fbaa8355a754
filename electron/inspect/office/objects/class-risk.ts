// Classes of objects and controls, and what they have been used for.

interface Risk {
  readonly code: 'document.equation' | 'document.activex' | 'document.embedded-browser' | 'document.flash';
  readonly level: 'notice' | 'warn' | 'hold';
  readonly name: string;
}

const microsoft = '-0000-0000-c000-000000000046';

const risks: ReadonlyMap<string, Risk> = new Map<string, Risk>([
  [`0002ce02${microsoft}`, { code: 'document.equation', level: 'warn', name: 'Equation.3' }],
  [`0002ce03${microsoft}`, { code: 'document.equation', level: 'warn', name: 'Equation.DSMT4' }],
  [`0003000b${microsoft}`, { code: 'document.equation', level: 'warn', name: 'Equation.2' }],
  ['d27cdb6e-ae6d-11cf-96b8-444553540000', { code: 'document.flash', level: 'hold', name: 'Flash' }],
  ['d27cdb70-ae6d-11cf-96b8-444553540000', { code: 'document.flash', level: 'hold', name: 'Flash' }],
  ...browsers().map(
    (id) => [id, { code: 'document.embedded-browser', level: 'hold', name: 'browser' }] as const,
  ),
  ...exploited().map(([id, name]) => [id, { code: 'document.activex', level: 'hold', name }] as const),
  ...forms().map(([id, name]) => [id, { code: 'document.activex', level: 'notice', name }] as const),
]);

/** Lower case with dashes; null for a class that says nothing. */
export function classRisk(classId: string): Risk | null {
  return risks.get(classId) ?? null;
}

/** The web browser, HTML documents and script components: each brings script into a document (CVE-2021-40444 and its kin). */
function browsers(): string[] {
  return [
    '8856f961-340a-11d0-a96b-00c04fd705a2',
    'eab22ac3-30c1-11cf-a7eb-0000c05bae0b',
    '25336920-03f9-11cf-8fd0-00aa00686f13',
    '25336921-03f9-11cf-8fd0-00aa00686f13',
    '06290bd3-48aa-11d2-8432-006008c3fbfc',
    '06290bd2-48aa-11d2-8432-006008c3fbfc',
    '3050f4d8-98b5-11cf-bb82-00aa00bdce0b',
    '3050f4c8-98b5-11cf-bb82-00aa00bdce0b',
  ];
}

/** Controls of MSCOMCTL and kin that were exploited in documents (CVE-2012-0158, CVE-2012-1856, CVE-2013-3906). */
function exploited(): (readonly [string, string])[] {
  return [
    ['bdd1f04b-858b-11d1-b16a-00c0f0283628', 'MSComctlLib.ListViewCtrl'],
    ['996bf5e0-8044-4650-adeb-0b013914e99c', 'MSComctlLib.ListViewCtrl'],
    ['c74190b6-8589-11d1-b16a-00c0f0283628', 'MSComctlLib.TreeCtrl'],
    ['9181dc5f-e07d-418a-aca6-8eea1ecb8e9e', 'MSComctlLib.TreeCtrl'],
    ['1efb6596-857c-11d1-b16a-00c0f0283628', 'MSComctlLib.TabStrip'],
    ['24b224e0-9545-4a2f-abd5-86aa8a849385', 'MSComctlLib.TabStrip'],
    ['66833fe6-8583-11d1-b16a-00c0f0283628', 'MSComctlLib.Toolbar'],
    ['dd9da666-8594-11d1-b16a-00c0f0283628', 'MSComctlLib.ImageComboCtl'],
  ];
}

/** Buttons and fields of ordinary forms (Microsoft Forms 2.0). */
function forms(): (readonly [string, string])[] {
  return [
    ['d7053240-ce69-11cd-a777-00dd01143c57', 'Forms.CommandButton'],
    ['978c9e23-d4b0-11ce-bf2d-00aa003f40d0', 'Forms.Label'],
    ['4c599241-6926-101b-9992-00000b65c6f9', 'Forms.Image'],
    ['dfd181e0-5e2f-11ce-a449-00aa004a803d', 'Forms.ScrollBar'],
    ['79176fb0-b7f2-11ce-97ef-00aa006d2776', 'Forms.SpinButton'],
    ['6e182020-f460-11ce-9bcd-00aa00608e01', 'Forms.Frame'],
    ['46e31370-3f7a-11ce-bed6-00aa00611080', 'Forms.MultiPage'],
    ...['1', '2', '3', '4', '5', '6'].map(
      (digit) => [`8bd21d${digit}0-ec42-11ce-9e0d-00aa006002f3`, 'Forms control'] as const,
    ),
  ];
}
