/* SPDX-License-Identifier: MIT */
/* op k: start marker 0x20+2k, end marker 0x21+2k.  Keep in sync with OPS in analyze.py (parsed from this file). */
#ifndef OPS_H
#define OPS_H
enum {
 OP_EMPTY,          /* nothing between the marks (sanity: 0) */
 OP_YIELD,          /* yield to an equal-priority ready task, mark to mark */
 OP_SEM_TAKE,       /* semaphore take, available */
 OP_SEM_GIVE,       /* semaphore give, no waiter */
 OP_SEM_GIVE_WAKE,  /* semaphore give -> higher-priority waiter is running */
 OP_SEM_BLOCK,      /* semaphore take on empty (wait forever) -> next task is running */
 OP_SEMT_GIVE_WAKE, /* as SEM_GIVE_WAKE, waiter used a finite timeout */
 OP_SEMT_BLOCK,     /* as SEM_BLOCK, finite timeout */
 OP_SEM_TRY_FAIL,   /* semaphore take on empty, timeout 0 */
 OP_Q_SEND,         /* queue send 16 B, space, no waiter */
 OP_Q_RECV,         /* queue receive 16 B, available */
 OP_Q4_SEND,        /* queue send 4 B, space, no waiter */
 OP_Q4_RECV,        /* queue receive 4 B, available */
 OP_Q_SEND_WAKE,    /* queue send 16 B -> higher-priority receiver is running with the item */
 OP_Q_RECV_BLOCK,   /* queue receive on empty (forever) -> next task is running */
 OP_NOTIFY_GIVE,    /* notify give, target not waiting */
 OP_NOTIFY_TAKE,    /* notify take, value non-zero */
 OP_NOTIFY_WAKE,    /* notify give -> higher-priority waiter is running */
 OP_NOTIFY_BLOCK,   /* notify take on zero (forever) -> next task is running */
 OP_MTX_LOCK,       /* mutex lock, free */
 OP_MTX_UNLOCK,     /* mutex unlock, no waiter */
 OP_RMTX_LOCK,      /* recursive mutex lock, free */
 OP_RMTX_UNLOCK,    /* recursive mutex unlock, no waiter */
 OP_MTX_BLOCK_PI,   /* mutex lock held by lower-prio task -> owner inherits and is running */
 OP_MTX_UNLOCK_PI,  /* mutex unlock by boosted owner -> disinherit, higher-prio waiter is running with the mutex */
 OP_EVT_SET,        /* event group set, no waiter */
 OP_EVT_WAIT,       /* event group wait, bits already set, clear on exit */
 OP_EVT_SET_WAKE,   /* event set -> higher-prio waiter is running */
 OP_EVT_WAIT_BLOCK, /* event wait (forever) -> next task is running */
 OP_SB_SEND,        /* stream buffer send 16 B, no waiter */
 OP_SB_RECV,        /* stream buffer receive 16 B, available */
 OP_TICK0,          /* tick handler, nothing expires, 0 delayed tasks */
 OP_TICK10,         /* same, 10 delayed tasks */
 OP_TICK100,        /* same, 100 delayed tasks */
 OP_TICK_WAKE,      /* tick handler entry -> delayed higher-prio task is running (0 other delayed) */
 OP_DELAY0,         /* delay() of the current task -> next task running, 0 other delayed tasks */
 OP_DELAY10,        /* same, 10 other delayed tasks with earlier wake time */
 OP_DELAY100,       /* same, 100 other delayed tasks with earlier wake time */
 OP_ISR_SEM_WAKE,   /* ISR entry -> semaphore waiter (higher-prio task) is running */
 OP_ISR_NOTIFY_WAKE,/* ISR entry -> notification waiter is running */
 OP_ISR_SEM_NOWAKE, /* ISR entry -> back in interrupted task, semaphore given, no waiter */
 OP_ISR_EMPTY,      /* ISR entry -> back, empty C handler */
 OP_MALLOC,         /* allocate 128 B, pristine heap / byte pool */
 OP_FREE,           /* free it */
 OP_MALLOC_FRAG,    /* allocate 128 B, 32 free fragments of 64 B in front */
 OP_FREE_FRAG,      /* free it */
 OP_BLK_ALLOC,      /* fixed block pool allocate 128 B */
 OP_BLK_FREE,       /* fixed block pool release */
 OP_TASK_CREATE,    /* create task, caller-supplied memory, lower prio than caller */
 OP_TASK_DELETE,    /* delete that (ready, never run) task */
 OP_TASKD_CREATE,   /* create task, memory from heap */
 OP_TASKD_DELETE,   /* delete it */
 OP_RESUME_WAKE,    /* resume a suspended higher-prio task -> it is running */
 OP_SUSPEND_SELF,   /* suspend self -> next task is running */
 OP_CRIT_ENTER,     /* enter critical section */
 OP_CRIT_EXIT,      /* leave critical section */
 OP_TIMER_RESET,    /* software timer reset/start (incl. daemon if any) -> back in caller */
 OP_SUSPALL,        /* suspend scheduler */
 OP_RESALL,         /* resume scheduler, nothing pending */
 OP_COUNT };
#define S(op) MARK(0x20+2*(op))
#define E(op) MARK(0x21+2*(op))
#define N 16
#endif
