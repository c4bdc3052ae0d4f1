/*
 * The carrier's loop: Carrier, WorkFinder, IdleWorkers.goToSleep, TaskRunner.run. What a scenario may add to it:
 */
#ifndef LOCALS
#define LOCALS
#endif
#ifndef DUE                              /* something is to be done between two tasks, or before a search, and what */
#define DUE false
#define AT_BOUNDARY skip
#endif
#ifndef RUN                              /* runs the task x. By itself a run is one step with the take: no others see the difference */
#define RUN skip
#define BEGIN_RUN d_step { assert(!(x & ANYWHERE)); ended = ended | x; x = RAN }
#else
#define BEGIN_RUN d_step { assert(!(x & ANYWHERE)); running = running | x }
#endif
#ifndef OPEN                             /* what it does with an envelope */
#define OPEN x = 0
#endif
#ifndef TRY_REST                         /* may it go to sleep? */
#define TRY_REST
#endif
#ifndef RESTED                           /* it is awake again */
#define RESTED
#endif
#ifndef MEANS_WORK                       /* what else counts as work in the look after the announcement */
#define MEANS_WORK false
#endif
#ifndef WHEN_IDLE                        /* it has found nothing and sleeps */
#define WHEN_IDLE
#endif
#ifndef STOPPED                          /* the pool is told to end */
#define STOPPED false
#endif
#ifndef MORE_LABELS
#define MORE_LABELS
#endif
#define RAN 64

/* WorkFinder.takeOwn: own queue, what is meant for this worker, its inbox, the overflow. */
inline takeOwn() {
    if
    :: ready[me] -> TAKE(ready[me])
    :: else ->
        if
        :: addressed[mine] -> TAKE(addressed[mine])
        :: else ->
            if
            :: inbox[mine] -> TAKE(inbox[mine])
            :: else ->
                if
                :: overflow -> TAKE(overflow)
                :: else
                fi
            fi
        fi
    fi
}

#define OTHER(i) ((mine + i) % WORKERS)

/* WorkFinder.takeSoon: from the queue of the carrier that it has robbed before, as one that is no searcher; whether it looks there is left open. */
inline takeSoon() {
#if WORKERS > 1
    if
    :: !x && ready[CARRIER_OF(OTHER(1))] -> TAKE(ready[CARRIER_OF(OTHER(1))])
    :: true
    fi
#else
    skip
#endif
}

#define STEAL(w) \
    :: (BLOCKED & BIT(w)) && addressed[w] -> TAKE(addressed[w]) \
    :: ready[CARRIER_OF(w)] -> TAKE(ready[CARRIER_OF(w)]) \
    :: inbox[w] -> TAKE(inbox[w])

/* WorkFinder.spinSearch: own queues, those of others, and those of carriers that have lost their workers. One step that takes from any of
   them: what a search that looks at one after the other overlooks, this one overlooks by choice. */
inline spinSearch() {
    if
    :: ready[me] -> TAKE(ready[me])
    :: addressed[mine] -> TAKE(addressed[mine])
    :: inbox[mine] -> TAKE(inbox[mine])
    :: overflow -> TAKE(overflow)
#if WORKERS > 1
    STEAL(OTHER(1))
#endif
#if WORKERS > 2
    STEAL(OTHER(2))
#endif
    STEAL_DETACHED
    :: !sure                             /* a relaxed poll, or a search that came too early */
    :: else
    fi
}

/* T1, and each task ends once. */
inline ends() {
    d_step { assert(running & x); running = running & ~x; ended = ended | x; x = 0 }
}

proctype Carrier(byte me) {
    byte x = 0;                          /* in its hand: a task or an envelope */
    bool searching = false;
    bool sure = false;                   /* it has seen work at its last look */
    LOCALS
    BEGIN
working:
    atomic {
        if
        :: DUE -> goto boundary
        :: true                          /* it looks at some of its task boundaries, and whenever its own queues are empty */
        fi;
        takeOwn();
        takeSoon();
        if
        :: x & TASKS -> BEGIN_RUN; goto taken
        :: x & ~TASKS -> goto taken
        :: else
        fi
    };
    /* SearchingCarrier.findElsewhere, IdleWorkers.beginSearch */
    d_step { if :: searchers < MAX_SEARCHERS -> searchers++; searching = true :: else fi };
search:
    atomic {
        if
        :: DUE -> goto boundary
        :: else
        fi;
        if
        :: searching -> spinSearch()
        :: else
        fi;
        if
        :: x & TASKS -> BEGIN_RUN; goto found
        :: x & ~TASKS -> goto found
        :: else -> goto tired
        fi
    };
found:
    searchEnds();
taken:
    /* TaskRunner.run */
    if
    :: x & TASKS -> RUN
    :: x == RAN -> x = 0
    :: else -> OPEN
    fi;
    goto working;
tired:
    TRY_REST
    /* IdleWorkers.goToSleep: announce, leave the count, FENCE, look once more (W1). Nobody else serves this worker and announces for it. */
    atomic { assert(!(parked & BIT(mine))); parked = parked | BIT(mine) };
    if
    :: searching -> searchers--
    :: else
    fi;
    searching = true;
#ifndef M_PARK_WITHOUT_LOOK
#ifdef KEEPS                             /* Carrier.backlog: the one after the other */
    if
    :: READY -> goto stays
    :: else
    fi;
    if
    :: SENT & TASKS -> goto stays
    :: else
    fi;
#else
    if
    :: STEALABLE | UNATTENDED -> goto stays
    :: else
    fi;
#endif
    if
    :: addressed[mine] || MEANS_WORK || HOMELESS -> goto stays
    :: else
    fi;
#endif
    WHEN_IDLE
end_asleep:
    if
    :: !(parked & BIT(mine))
    :: STOPPED && (parked & BIT(mine)) -> goto done
    fi;
    sure = false;
    RESTED
    goto search;
stays:
    if
    :: d_step { parked & BIT(mine) -> parked = parked & ~BIT(mine) }; searchers++
    :: else                              /* somebody has claimed it, and counts it */
    fi;
    sure = true;
    RESTED
    goto search;
boundary:
    AT_BOUNDARY;
    if
    :: searching -> goto search
    :: else -> goto working
    fi;
    MORE_LABELS
done:
    skip
}
