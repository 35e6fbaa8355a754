import { MessageSquareDashed, MessageSquarePlus } from 'lucide-react';
import { type ReactNode, useEffect } from 'react';
import { Button } from '../parts/button.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import { IconButton } from '../parts/icon-button.tsx';
import { useModel, useServices } from '../services/use-services.ts';
import { useText } from '../text/use-text.ts';
import { ConversationRow, conversationRowSize } from './conversation-row.tsx';
import { ListRoom } from './list-room.tsx';
import { PanelHead } from './panel-head.tsx';
import { useTellPainted } from './use-tell-painted.ts';
import { useVirtualList } from './use-virtual-list.ts';
import { VirtualLines } from './virtual-lines.tsx';

/** The conversations, newest first. */
export function ConversationsPanel({ isCollapsed }: { isCollapsed: boolean }): ReactNode {
  const { text } = useText();
  const { store } = useServices();
  const showPeople = (): void =>
    store.update((state) => ({ ...state, column: 'people', isListCollapsed: false }));
  return (
    <>
      <PanelHead title={text.list.conversations} isCollapsed={isCollapsed}>
        <IconButton icon={MessageSquarePlus} label={text.list.newConversation} onClick={showPeople} />
      </PanelHead>
      <ConversationsBody isCollapsed={isCollapsed} onBegin={showPeople} />
    </>
  );
}

function ConversationsBody({
  isCollapsed,
  onBegin,
}: {
  isCollapsed: boolean;
  onBegin: () => void;
}): ReactNode {
  const { text } = useText();
  const { session } = useServices();
  const lists = useModel((state) => state.lists);
  const isEmpty = useModel((state) => state.order.length === 0);
  if (lists === 'failed')
    return (
      <EmptyState
        icon={MessageSquareDashed}
        title={text.conversation.loadFailed}
        action={
          <Button isSmall onClick={() => void session.loadLists()}>
            {text.conversation.tryAgain}
          </Button>
        }
      />
    );
  if (lists === 'loading' && isEmpty) return <ListRoom />;
  return isEmpty ? (
    <NoConversations onBegin={onBegin} isCollapsed={isCollapsed} />
  ) : (
    <ConversationLines isCollapsed={isCollapsed} />
  );
}

function NoConversations({ onBegin, isCollapsed }: { onBegin: () => void; isCollapsed: boolean }): ReactNode {
  const { text } = useText();
  useTellPainted();
  if (isCollapsed) return <ListRoom />;
  return (
    <EmptyState
      icon={MessageSquareDashed}
      title={text.list.emptyTitle}
      action={
        <Button isSmall onClick={onBegin}>
          {text.list.newConversation}
        </Button>
      }
    >
      {text.list.emptyText}
    </EmptyState>
  );
}

function ConversationLines({ isCollapsed }: { isCollapsed: boolean }): ReactNode {
  const { text } = useText();
  const order = useModel((state) => state.order);
  const openPeer = useModel((state) => (state.main.kind === 'conversation' ? state.main.peer : null));
  const openIndex = openPeer === null ? 0 : Math.max(0, order.indexOf(openPeer));
  const list = useVirtualList({
    count: order.length,
    keyOf: (index) => order[index] ?? `${index}`,
    sizeOf: () => conversationRowSize,
    start: openIndex,
  });
  const { setCurrent, virtualizer } = list;
  useTellPainted();

  useEffect(() => setCurrent(openIndex), [openIndex, setCurrent]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what is opened comes into view; a new order must not move the list
  useEffect(() => virtualizer.scrollToIndex(openIndex), [openPeer, virtualizer]);

  return (
    <VirtualLines list={list} label={text.list.conversations} count={order.length}>
      {(index) => {
        const peer = order[index];
        return peer === undefined ? null : (
          <ConversationRow
            peer={peer}
            isOpen={peer === openPeer}
            isTabStop={index === list.current}
            isCollapsed={isCollapsed}
          />
        );
      }}
    </VirtualLines>
  );
}
