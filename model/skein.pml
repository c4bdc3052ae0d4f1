/*
 * How tasks move between workers, and how workers sleep: the protocols of the runtime as Spin sees them.
 *
 * Carriers serve workers, take tasks from queues and run them. A submitter enqueues, a balancer orders, an operator retires and restores, a
 * closer shuts down. docs/handoff.md ties each process and label to class and method.
 *
 * Every statement is sequentially consistent here: what the model shows is the order of steps. That the code has its fences where the
 * order needs them is for the stress tests.
 *
 * Scenarios, by -D: HANDOFF, TAKEOVER, RETIRE, SHUTDOWN; each adds its processes to the core (submit, steal, park, wake).
 * Mutants, by -D: each breaks one rule, and must be caught.
 *   M_PARK_WITHOUT_LOOK     a carrier parks without the look after its announcement
 *   M_CLAIM_COUNTS_FIRST    who wakes counts the searcher before it has won the claim
 *   M_OPEN_WITHOUT_CAS      an envelope is opened by a read and a write
 *   M_FORGET_BEFORE_ACCEPT  the source forgets the tasks when it has offered them and enqueues them again at the deadline
 *   M_RETIRE_NO_HANDSHAKE   who enqueues to a worker does not read its flag afterwards
 *   M_TAKE_OVER_BY_MARK     a spare takes over by the mark on the worker, not by the carrier's own word
 *   M_END_WITHOUT_BOOKS     a submission is booked after the phase was read
 */
#ifndef TASKS
#define TASKS 3
#endif
#define WORKERS 2
#ifdef TAKEOVER
#define CARRIERS 3
#else
#define CARRIERS 2
#endif
#define ALL ((1 << TASKS) - 1)
#define NOBODY 9

/* Places of tasks, as sets of bits. A task that was taken and is neither enqueued nor ended is in somebody's hand. */
byte inbox[WORKERS];        /* thieves may take from it */
byte addressed[WORKERS];    /* meant for this worker: thieves keep off */
byte ready[CARRIERS];
byte overflow;
byte envelope;              /* the tasks of the one handoff */
byte ended;

/* Idle workers. */
bool parked[WORKERS];
short searchers;
bool retired[WORKERS];

/* Who serves whom. */
byte carrierOf[WORKERS];
byte serves[CARRIERS];
#ifdef TAKEOVER
mtype:hold = { HOLDS, BLOCKS, LOST };
mtype:hold hold[CARRIERS];
bool blocked[WORKERS];
#endif

/* The handoff. */
mtype:order = { NONE, REQUESTED, TAKEN, OFFERED, ACCEPTED, SETTLED, REFUSED };
mtype:order order = NONE;
byte orderFrom;
bool letterInbox;           /* a reference to the envelope in the target's inbox */
bool letterOverflow;        /* and, past the deadline, in the overflow */

/* The books. */
byte submitted;
byte refused;
bool closed;
bool stopped;

#define target (1 - orderFrom)
#define CAN_TAKE(w) (inbox[w] || ready[carrierOf[w]])

/* Engine.endIfQuiet: all that was accepted has ended. */
inline endIfQuiet() {
#ifdef SHUTDOWN
    if
    :: closed && ENDED_COUNT + refused == submitted -> stopped = true
    :: else
    fi
#else
    skip
#endif
}
#define ENDED_COUNT ((ended & 1) + ((ended >> 1) & 1) + ((ended >> 2) & 1))

inline pick(set, t) {        /* any one of a set that is not empty; the caller holds it alone */
    if
    :: (set & 1) -> t = 0
    :: (set & 2) -> t = 1
    :: (set & 4) -> t = 2
    fi;
    set = set & ~(1 << t)
}

/* IdleWorkers.claim: the bit first, then the count. */
inline claim(w) {
    if
#ifdef M_CLAIM_COUNTS_FIRST
    :: searchers++; if :: atomic { parked[w] -> parked[w] = false } :: else fi
#else
    :: atomic { parked[w] -> parked[w] = false }; searchers++
#endif
    :: else
    fi
}

/* IdleWorkers.call: the second half of an enqueue. */
inline wakeOne() {
    if
    :: searchers <= 0 ->
        if
        :: parked[0] && !retired[0] -> claim(0)
        :: parked[1] && !retired[1] -> claim(1)
        :: else ->
#ifdef TAKEOVER
            standIn()
#else
            skip
#endif
        fi
    :: else
    fi
}

/* IdleWorkers.callFor, for what is meant for one worker; and the handshake with its retirement. */
inline wakeFor(w) {
    claim(w);
#ifndef M_RETIRE_NO_HANDSHAKE
    if
    :: retired[w] ->
        d_step { overflow = overflow | addressed[w]; addressed[w] = 0;
                 if :: letterInbox && w == target -> letterInbox = false; letterOverflow = true :: else fi };
        wakeOne()
    :: else
    fi
#endif
}

#ifdef TAKEOVER
/* Spares.standIn: the last carrier is the spare. */
inline standIn() {
    byte b = 0;
    do
    :: b < WORKERS && blocked[b] ->
        atomic {
            /* Under the lock of the spares. */
            if
#ifdef M_TAKE_OVER_BY_MARK
            :: blocked[b] && serves[2] == NOBODY && carrierOf[b] != 2 ->
#else
            :: blocked[b] && serves[2] == NOBODY && hold[carrierOf[b]] == BLOCKS ->
#endif
                blocked[b] = false;
                hold[carrierOf[b]] = LOST;
                carrierOf[b] = 2; serves[2] = b; hold[2] = HOLDS;
                searchers++
            :: else -> skip
            fi
        };
        break
    :: b < WORKERS && !blocked[b] -> b++
    :: b >= WORKERS -> break
    od
}
#endif

/* TaskRunner.run. A task in two hands would end twice. */
inline runTask(t) {
    assert(!(ended & (1 << t)));
#ifdef TAKEOVER
    if
    :: skip
    :: mayBlock > 0 ->
        mayBlock--;
        /* Carrier.enterBlock */
        hold[me] = BLOCKS;
        blocked[serves[me]] = true;
        if :: (inbox[0] || inbox[1] || overflow || ready[0] || ready[1] || ready[2]) && searchers <= 0 -> wakeOne() :: else fi;
        /* ... it blocks ... Carrier.exitBlock */
        if
        :: atomic { hold[me] == BLOCKS -> hold[me] = HOLDS }; blocked[serves[me]] = false
        :: atomic { hold[me] == LOST -> lost = true }
        fi
    :: else
    fi;
#endif
    atomic { assert(!(ended & (1 << t))); ended = ended | (1 << t) }
}

/* Envelope.open by whoever meets a reference to it. */
inline open() {
#ifdef M_OPEN_WITHOUT_CAS
    if
    :: order == OFFERED || order == ACCEPTED ->
        byte contents = envelope;
        order = ACCEPTED;
        d_step { assert(!(ready[me] & contents)); ready[me] = ready[me] | contents };
        envelope = 0; order = SETTLED
#else
    if
    :: atomic { order == OFFERED -> order = ACCEPTED };
        d_step { ready[me] = ready[me] | envelope; envelope = 0 };
        order = SETTLED
#endif
    :: else
    fi
}

/* WorkFinder.takeOwn and pollOwn. */
inline takeOwn(t) {
    t = NOBODY;
    if
    :: atomic { ready[me] -> pick(ready[me], t) }
    :: else ->
        if
        :: atomic { addressed[mine] -> pick(addressed[mine], t) }
        :: else ->
            if
            :: atomic { letterInbox && mine == target -> letterInbox = false }; open()
            :: else ->
                if
                :: atomic { inbox[mine] -> pick(inbox[mine], t) }
                :: else -> takeHomeless(t)
                fi
            fi
        fi
    fi
}

inline takeHomeless(t) {
    if
    :: atomic { overflow -> pick(overflow, t) }
    :: else ->
        if
        :: atomic { letterOverflow -> letterOverflow = false }; open()
        :: else
        fi
    fi
}

/* WorkFinder.steal. */
inline steal(t) {
    if
    :: atomic { inbox[1 - mine] -> pick(inbox[1 - mine], t) }
    :: atomic { ready[carrierOf[1 - mine]] && carrierOf[1 - mine] != me -> pick(ready[carrierOf[1 - mine]], t) }
#ifdef TAKEOVER
    :: atomic { ready[0] && serves[0] == NOBODY -> pick(ready[0], t) }
    :: atomic { ready[1] && serves[1] == NOBODY -> pick(ready[1], t) }
#endif
    :: else
    fi
}

#ifdef TAKEOVER
#define DETACHED_WORK ((ready[0] && hold[0] == LOST) || (ready[1] && hold[1] == LOST) || (ready[2] && hold[2] == LOST))
#else
#define DETACHED_WORK false
#endif
#define WORK_TO_TAKE (inbox[0] || inbox[1] || ready[carrierOf[0]] || ready[carrierOf[1]] || addressed[mine] || (letterInbox && mine == target) || overflow || letterOverflow || DETACHED_WORK)

proctype Carrier(byte me) {
    byte t = NOBODY;
    byte mine;
    bool lost = false;
#ifdef TAKEOVER
    byte mayBlock = 1;
#endif
waiting:
    if
    :: serves[me] != NOBODY -> mine = serves[me]
    :: stopped -> goto done
    fi;
#ifdef TAKEOVER
    if :: me == 2 -> goto searching :: else fi;
#endif
working:
    /* Orders.carryOut: at the end of each task and before each search. */
#ifdef HANDOFF
    if
    :: order == REQUESTED && orderFrom == mine ->
        if
        :: atomic { !ready[me] -> order = REFUSED }
        :: else ->
            if
            :: atomic { order == REQUESTED -> order = TAKEN };
                /* straight into the envelope, which is there before */
                d_step { envelope = ready[me]; ready[me] = 0 };
#ifdef M_FORGET_BEFORE_ACCEPT
                overflow = overflow | envelope;
#endif
                atomic { order = OFFERED; letterInbox = true };
                wakeFor(target)
            :: else
            fi
        fi
    :: else
    fi;
#endif
#ifdef RETIRE
    if
    :: retired[mine] ->
        d_step { overflow = overflow | ready[me] | inbox[mine] | addressed[mine]; ready[me] = 0; inbox[mine] = 0; addressed[mine] = 0;
                 if :: letterInbox && mine == target -> letterInbox = false; letterOverflow = true :: else fi };
        if :: overflow || letterOverflow -> wakeOne() :: else fi;
        parked[mine] = true;
        if
        :: !parked[mine] -> goto searchingClaimed
        :: !retired[mine] && parked[mine] -> atomic { parked[mine] -> parked[mine] = false }; goto working
        :: stopped -> goto done
        fi
    :: else
    fi;
#endif
    takeOwn(t);
    if
    :: t != NOBODY -> runTask(t); t = NOBODY;
        if :: lost -> goto detached :: else -> goto working fi
    :: else
    fi;
    searchers++;
searching:
    takeOwn(t);
    if :: t == NOBODY -> steal(t) :: else fi;
    if
    :: t != NOBODY ->
        /* IdleWorkers.searchEnds: the last one looks for more. */
        searchers--;
        if
        :: searchers <= 0 && (inbox[0] || inbox[1] || ready[carrierOf[0]] || ready[carrierOf[1]] || overflow || letterOverflow) -> wakeOne()
        :: else
        fi;
        runTask(t); t = NOBODY;
        if :: lost -> goto detached :: else -> goto working fi
    :: else
    fi;
    if :: ready[me] -> searchers--; goto working :: else fi;
    /* IdleWorkers.goToSleep: announce, leave the count, look once more. */
    parked[mine] = true;
    searchers--;
#ifndef M_PARK_WITHOUT_LOOK
    if
    :: WORK_TO_TAKE ->
        if
        :: atomic { parked[mine] -> parked[mine] = false }; searchers++; goto searching
        :: else -> goto searchingClaimed
        fi
    :: else
    fi;
#endif
    endIfQuiet();
asleep:
    if
    :: !parked[mine] -> goto searchingClaimed
    :: stopped -> goto done
    fi;
searchingClaimed:
    goto searching;
detached:
#ifdef TAKEOVER
    /* Carrier.detach: what is left in its queue goes to the overflow (C3). */
    lost = false;
    d_step { overflow = overflow | ready[me]; ready[me] = 0 };
    if :: overflow -> wakeOne() :: else fi;
    endIfQuiet();
    goto finished;
finished:
#endif
    skip;
done:
    assert(ready[me] == 0)
}

proctype Submitter() {
    byte n = 0;
    byte w;
    do
    :: n < TASKS ->
#ifdef SHUTDOWN
        /* Engine.accept: book, then read the phase (L1). */
#ifdef M_END_WITHOUT_BOOKS
        if :: closed -> break :: else fi;
        submitted++;
#else
        submitted++;
        if :: closed -> refused++; endIfQuiet(); break :: else fi;
#endif
        assert(!stopped);
#endif
        if
        :: w = 0; inbox[0] = inbox[0] | (1 << n); wakeOne()
        :: w = 1; inbox[1] = inbox[1] | (1 << n); wakeOne()
        :: w = 0; addressed[0] = addressed[0] | (1 << n); wakeFor(0)
        :: w = 1; addressed[1] = addressed[1] | (1 << n); wakeFor(1)
        fi;
        n++
    :: else -> break
    od
}

#ifdef HANDOFF
proctype Balancer() {
    if :: orderFrom = 0 :: orderFrom = 1 fi;
    order = REQUESTED;
    do
    :: order == OFFERED ->
        /* past the deadline: the same envelope in the overflow too (H1) */
        letterOverflow = true;
        wakeOne();
        break
    :: order == SETTLED || order == REFUSED -> break
    :: ended == ALL -> break
    od
}
#endif

#ifdef RETIRE
proctype Operator() {
    retired[1] = true;
    /* wake it, so that it drains */
    claim(1);
    if
    :: skip
    :: retired[1] = false; claim(1)
    fi
}
#endif

#ifdef SHUTDOWN
proctype Closer() {
    closed = true;
    endIfQuiet()
}
#endif

init {
    atomic {
        byte i = 0;
        do
        :: i < WORKERS -> carrierOf[i] = i; serves[i] = i; i++
        :: else -> break
        od;
#ifdef TAKEOVER
        serves[2] = NOBODY;
        hold[0] = HOLDS; hold[1] = HOLDS; hold[2] = LOST;
#endif
        i = 0;
        do
        :: i < CARRIERS -> run Carrier(i); i++
        :: else -> break
        od;
        run Submitter();
#ifdef HANDOFF
        run Balancer();
#endif
#ifdef RETIRE
        run Operator();
#endif
#ifdef SHUTDOWN
        run Closer();
#endif
    }
}

#ifdef SHUTDOWN
ltl ends { <> stopped }
#else
ltl ends { <> (ended == ALL) }
#endif
