/*
 * The end: somebody closes the runtime, in peace or at once, while a batch is handed over, a thread outside submits, and a task enqueues one
 * more. One task stands with the source at first.
 */
#define WORKERS 2
#define CARRIERS WORKERS
#define MAX_SEARCHERS 1
#define FROM 0
#define TO 1
#define NO_FAILURES

#ifdef INSIDE
#define RUN runBody()
#else
#define RUN ends()
#endif
#if defined(INSIDE) && !defined(AT_ONCE)
#define BOOKED_FIRST 2
#define ACCEPTED_FIRST (TASK0 | TASK2)
#else
#define BOOKED_FIRST 1
#define ACCEPTED_FIRST TASK0
#endif
#define OPEN open()
#define DUE ORDERED
#define AT_BOUNDARY carryOut()
#define MEANS_WORK ORDERED
#define WHEN_IDLE endIfQuiet();
#define STOPPED (phase == ENDING)
#define BEGIN if :: me == FROM -> goto working :: else -> searching = true; goto end_asleep fi;
#define PARKED_FIRST BIT(TO)

#include "queues.pml"
#include "orders.pml"

mtype = { IS_OPEN, SHUTDOWN, STOPPED_NOW, ENDING };
mtype phase = IS_OPEN;
byte submitted = BOOKED_FIRST;                      /* the books */
byte withdrawn;
byte accepted = ACCEPTED_FIRST;                       /* only to check by */

#define ENDED_SUM (COUNT(ended) + withdrawn)

/* Phases.endIfQuiet: the phase, FENCE, then the books; of those what has ended before what was submitted. */
inline endIfQuiet() {
#ifdef M_BOOKS_BEFORE_PHASE
    seen = ENDED_SUM;
    if
    :: seen == submitted ->
        if
        :: phase == SHUTDOWN || phase == STOPPED_NOW -> theEnd()
        :: else
        fi
    :: else
    fi;
#else
    if
    :: phase == SHUTDOWN || phase == STOPPED_NOW ->
#ifdef M_END_WHEN_QUEUES_EMPTY
        if
        :: !(SENT | READY | overflow | running) -> theEnd()
        :: else
        fi
#else
#ifdef M_SUBMITTED_READ_FIRST
        seen = submitted;
        if
        :: seen == ENDED_SUM -> theEnd()
#else
        seen = ENDED_SUM;
        if
        :: seen == submitted -> theEnd()
#endif
        :: else
        fi
#endif
    :: else
    fi;
#endif
    seen = 0
}

inline theEnd() {
    d_step { assert(!(accepted & ~ended)); phase = ENDING }
}

/* Task 0 submits task 1 from inside: booked by its carrier, and the task that submits keeps the books from balancing meanwhile. */
inline runBody() {
    if
    :: x == TASK0 && phase == IS_OPEN -> d_step { submitted++; accepted = accepted | TASK1 }; put(ready[me], TASK1); call(mine)
    :: else
    fi;
    ends()
}

#define LOCALS byte seen;
#include "carrier.pml"

proctype Balancer() {
    handoff = REQUESTED;
    slots = BIT(FROM);
    callFor(FROM);
again:
    if
    :: handoff == REQUESTED -> tryRefuse(); goto again
#ifdef AT_ONCE
    :: handoff == OFFERED -> put(overflow, ENVELOPE_AGAIN); call(0)
#endif
    :: true
    fi
}

/* Phases.tryBook by a thread outside: the booking, FENCE, then the phase (L1). */
proctype Submitter() {
    byte seen;
#ifdef M_PHASE_BEFORE_BOOKING
    if
    :: phase == IS_OPEN -> submitted++; accepted = accepted | TASK2; put(inbox[TO], TASK2); call(TO)
    :: else
    fi
#else
    submitted++;
    if
    :: phase == IS_OPEN -> accepted = accepted | TASK2; put(inbox[TO], TASK2); call(TO)
    :: else -> withdrawn++; endIfQuiet()
    fi
#endif
}

/* Closing.shutdownNow: cancels what is queued. Backlog.takeAny opens envelopes; what it overlooks carriers cancel when they come to it. */
inline takeBackAll() {
    do
    :: atomic {
        if
        :: inbox[0] -> TAKE(inbox[0])
        :: inbox[1] -> TAKE(inbox[1])
        :: addressed[1] -> TAKE(addressed[1])
        :: ready[0] -> TAKE(ready[0])
        :: ready[1] -> TAKE(ready[1])
        :: overflow -> TAKE(overflow)
        :: else -> break
        fi
       };
       if
       :: x & TASKS -> cancel()
       :: else ->
#ifndef M_TAKE_ANY_DROPS
            if
            :: d_step { handoff == OFFERED -> handoff = ACCEPTED; x = envelope } -> cancel(); handoff = SETTLED
            :: else
            fi
#endif
       fi;
       x = 0
    :: break
    od
}

inline cancel() {
    d_step { assert(!(x & ANYWHERE)); ended = ended | x }
}

proctype Closer() {
    byte seen;
    byte x;
#ifdef AT_ONCE
    phase = STOPPED_NOW;
    takeBackAll();
#else
    phase = SHUTDOWN;
#endif
    endIfQuiet()
}

init {
    atomic {
        byte i;
        d_step { ready[FROM] = TASK0; inbox[FROM] = ACCEPTED_FIRST & TASK2 };
        do
        :: i < CARRIERS -> run Carrier(i); i++
        :: else -> break
        od;
        run Balancer();
#ifndef INSIDE
        run Submitter();
#endif
        run Closer()
    }
#ifdef SAFETY
    ; timeout -> assert(phase == ENDING && !(accepted & ~ended))
#endif
}

#ifdef LIVENESS
ltl closedLeadsToEnd { <> (phase == ENDING) }
#endif
