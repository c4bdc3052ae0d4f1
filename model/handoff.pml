/*
 * The handoff of a batch of ready tasks. Anything may fail, the deadline may pass at any time, and the balancer may die at any time.
 * Three tasks stand with the source; with SUBMITTER the third is enqueued meanwhile, and nothing fails; with SENTRY, and with a third worker,
 * there are two, and with a third worker nothing fails either: more states do not fit. With LONG task 0 does not end before the others have.
 */
#ifndef WORKERS
#define WORKERS 2
#endif
#define CARRIERS WORKERS
#define MAX_SEARCHERS 1
#define FROM 0
#define TO 1
#if WORKERS == 3 || defined(SENTRY)
#define EVERY (TASK0 | TASK1)
#else
#define EVERY TASKS
#endif
#if WORKERS == 3 || defined(SUBMITTER)
#define NO_FAILURES
#else
#define NO_ROOM
#endif

#ifdef LONG
#define ANY_TASK
#define RUN if :: x == TASK0 -> (ended | TASK0) == EVERY :: else fi; ends()
#endif
#define DUE ORDERED
#define AT_BOUNDARY carryOut()
#define OPEN open()
#ifndef M_SLOT_OVERLOOKED
#define MEANS_WORK ORDERED
#endif
#ifdef LONG                              /* the target has been woken for the tasks */
#define BEGIN if :: me == FROM -> goto working :: else -> searching = true; goto search fi;
#define PARKED_FIRST 0
#define SEARCHERS_FIRST 1
#else
#define BEGIN if :: me == FROM -> goto working :: else -> searching = true; goto end_asleep fi;
#define PARKED_FIRST (BIT(WORKERS) - 1 - BIT(FROM))
#endif

#include "queues.pml"
#include "orders.pml"
#include "carrier.pml"

proctype Balancer() {
    byte at;
    if
    :: at = FROM
    :: at = TO                           /* the source is stuck */
    fi;
    handoff = REQUESTED;
    slots = BIT(at);                     /* OrderSlots.put; FENCE */
    callFor(at);
again:
    if
    :: handoff == REQUESTED ->           /* not taken by its deadline */
#ifdef M_WITHDRAW_WITHOUT_CAS
        handoff = REFUSED;
#else
        tryRefuse();
#endif
        goto again
    :: handoff == OFFERED ->             /* not accepted by its deadline: Handoffs.reoffer */
#ifdef M_FORGET_BEFORE_ACCEPT
        d_step { handoff = SETTLED; at = envelope; envelope = 0 };
        do
        :: at -> put(overflow, LOWEST(at)); at = at & ~LOWEST(at)
        :: else -> break
        od;
#else
        put(overflow, ENVELOPE_AGAIN);
#endif
        call(0)
    :: true                              /* nothing is left to do, or it dies */
    fi
}

/* Sentry.lookAtRun, Intake.giveAddressedToAll: takes away what stands before a worker that makes no progress. It may cease to look at any time, but for LONG. */
proctype Sentry(byte w) {
    byte x;
end_watches:
    do
    :: addressed[w] ->
        atomic {
            if
            :: addressed[w] -> TAKE(addressed[w])
            :: else
            fi
        };
        if
        :: x -> put(overflow, x); x = 0; call(0)
        :: else
        fi
#ifndef LONG
    :: break
#endif
    od
}

proctype Submitter() {
    if
    :: put(inbox[FROM], TASK2); call(FROM)
    :: put(addressed[TO], TASK2); callFor(TO)
    fi
}

init {
    atomic {
        byte i;
#ifdef KEEPS
        d_step { ready[FROM] = TASK2; inbox[FROM] = TASK0 | TASK1 };
#else
        d_step { ready[FROM] = TASK0; inbox[FROM] = TASK1 };
#endif
#ifdef SUBMITTER
        run Submitter();
#else
        inbox[FROM] = EVERY & ~ready[FROM];
#endif
        do
        :: i < CARRIERS -> run Carrier(i); i++
        :: else -> break
        od;
        run Balancer();
#if defined(SENTRY) || defined(LONG)
        run Sentry(TO)
#endif
    }
#ifdef SAFETY
    ; timeout -> assert(ended == EVERY && handoff != REQUESTED && handoff != TAKEN && handoff != OFFERED)
#endif
}

#ifdef LIVENESS
ltl queuedLeadsToRun { <> (ended == EVERY) }
#endif
