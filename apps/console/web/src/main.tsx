// The desk's pages begin here.
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { AskFault } from './ask.js';
import { Desk } from './desk.js';
import './style/tokens.css';
import './style/base.css';
import './style/frame.css';
import './style/flows.css';
import './style/lists.css';
import './style/record.css';

const client = new QueryClient({
  defaultOptions: {
    queries: {
      // What is nobody's fault for now is asked once more; what was refused is not.
      retry: (failures, fault) =>
        failures < 1 && fault instanceof AskFault && (fault.status === 0 || fault.status >= 500),
      retryDelay: 800,
      // Whether the console answers is asked of the console, not of the browser.
      networkMode: 'always',
      staleTime: 2_000,
      refetchOnWindowFocus: true,
    },
  },
});

const root = document.getElementById('desk');
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={client}>
        <Desk />
      </QueryClientProvider>
    </StrictMode>,
  );
}
