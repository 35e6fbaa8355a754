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
    shortcuts: 'Keyboard shortcuts',
  },
  tray: {
    open: 'Open Gatehouse',
    unread: (count: number) => (count === 1 ? '1 unread message' : `${count} unread messages`),
  },
  notifications: {
    newMessageFrom: (name: string) => `New message from ${name}`,
    held: 'New message, held for your safety',
  },
  saveDialog: { title: 'Save report', jsonFile: 'JSON file' },
};
export type MainText = typeof en;
