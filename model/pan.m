#define rand	pan_rand
#define pthread_equal(a,b)	((a)==(b))
#if defined(HAS_CODE) && defined(VERBOSE)
	#ifdef BFS_PAR
		bfs_printf("Pr: %d Tr: %d\n", II, t->forw);
	#else
		cpu_printf("Pr: %d Tr: %d\n", II, t->forw);
	#endif
#endif
	switch (t->forw) {
	default: Uerror("bad forward move");
	case 0:	/* if without executable clauses */
		continue;
	case 1: /* generic 'goto' or 'skip' */
		IfNotBlocked
		_m = 3; goto P999;
	case 2: /* generic 'else' */
		IfNotBlocked
		if (trpt->o_pm&1) continue;
		_m = 3; goto P999;

		 /* CLAIM ends */
	case 3: // STATE 1 - _spin_nvr.tmp:4 - [(!((ended==((1<<3)-1))))] (0:0:0 - 1)
		
#if defined(VERI) && !defined(NP)
#if NCLAIMS>1
		{	static int reported1 = 0;
			if (verbose && !reported1)
			{	int nn = (int) ((Pclaim *)pptr(0))->_n;
				printf("depth %ld: Claim %s (%d), state %d (line %d)\n",
					depth, procname[spin_c_typ[nn]], nn, (int) ((Pclaim *)pptr(0))->_p, src_claim[ (int) ((Pclaim *)pptr(0))->_p ]);
				reported1 = 1;
				fflush(stdout);
		}	}
#else
		{	static int reported1 = 0;
			if (verbose && !reported1)
			{	printf("depth %d: Claim, state %d (line %d)\n",
					(int) depth, (int) ((Pclaim *)pptr(0))->_p, src_claim[ (int) ((Pclaim *)pptr(0))->_p ]);
				reported1 = 1;
				fflush(stdout);
		}	}
#endif
#endif
		reached[4][1] = 1;
		if (!( !((((int)now.ended)==((1<<3)-1)))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 4: // STATE 6 - _spin_nvr.tmp:6 - [-end-] (0:0:0 - 1)
		
#if defined(VERI) && !defined(NP)
#if NCLAIMS>1
		{	static int reported6 = 0;
			if (verbose && !reported6)
			{	int nn = (int) ((Pclaim *)pptr(0))->_n;
				printf("depth %ld: Claim %s (%d), state %d (line %d)\n",
					depth, procname[spin_c_typ[nn]], nn, (int) ((Pclaim *)pptr(0))->_p, src_claim[ (int) ((Pclaim *)pptr(0))->_p ]);
				reported6 = 1;
				fflush(stdout);
		}	}
#else
		{	static int reported6 = 0;
			if (verbose && !reported6)
			{	printf("depth %d: Claim, state %d (line %d)\n",
					(int) depth, (int) ((Pclaim *)pptr(0))->_p, src_claim[ (int) ((Pclaim *)pptr(0))->_p ]);
				reported6 = 1;
				fflush(stdout);
		}	}
#endif
#endif
		reached[4][6] = 1;
		if (!delproc(1, II)) continue;
		_m = 3; goto P999; /* 0 */

		 /* PROC :init: */
	case 5: // STATE 1 - skein.pml:435 - [i = 0] (0:0:1 - 1)
		IfNotBlocked
		reached[3][1] = 1;
		(trpt+1)->bup.oval = ((int)((P3 *)_this)->_5_19_i);
		((P3 *)_this)->_5_19_i = 0;
#ifdef VAR_RANGES
		logval(":init::i", ((int)((P3 *)_this)->_5_19_i));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 6: // STATE 2 - skein.pml:436 - [((i<2))] (8:0:3 - 1)
		IfNotBlocked
		reached[3][2] = 1;
		if (!((((int)((P3 *)_this)->_5_19_i)<2)))
			continue;
		/* merge: carrierOf[i] = i(8, 3, 8) */
		reached[3][3] = 1;
		(trpt+1)->bup.ovals = grab_ints(3);
		(trpt+1)->bup.ovals[0] = ((int)now.carrierOf[ Index(((int)((P3 *)_this)->_5_19_i), 2) ]);
		now.carrierOf[ Index(((P3 *)_this)->_5_19_i, 2) ] = ((int)((P3 *)_this)->_5_19_i);
#ifdef VAR_RANGES
		logval("carrierOf[:init::i]", ((int)now.carrierOf[ Index(((int)((P3 *)_this)->_5_19_i), 2) ]));
#endif
		;
		/* merge: serves[i] = i(8, 4, 8) */
		reached[3][4] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.serves[ Index(((int)((P3 *)_this)->_5_19_i), 2) ]);
		now.serves[ Index(((P3 *)_this)->_5_19_i, 2) ] = ((int)((P3 *)_this)->_5_19_i);
#ifdef VAR_RANGES
		logval("serves[:init::i]", ((int)now.serves[ Index(((int)((P3 *)_this)->_5_19_i), 2) ]));
#endif
		;
		/* merge: i = (i+1)(8, 5, 8) */
		reached[3][5] = 1;
		(trpt+1)->bup.ovals[2] = ((int)((P3 *)_this)->_5_19_i);
		((P3 *)_this)->_5_19_i = (((int)((P3 *)_this)->_5_19_i)+1);
#ifdef VAR_RANGES
		logval(":init::i", ((int)((P3 *)_this)->_5_19_i));
#endif
		;
		/* merge: .(goto)(0, 9, 8) */
		reached[3][9] = 1;
		;
		_m = 3; goto P999; /* 4 */
	case 7: // STATE 11 - skein.pml:443 - [i = 0] (0:17:1 - 3)
		IfNotBlocked
		reached[3][11] = 1;
		(trpt+1)->bup.oval = ((int)((P3 *)_this)->_5_19_i);
		((P3 *)_this)->_5_19_i = 0;
#ifdef VAR_RANGES
		logval(":init::i", ((int)((P3 *)_this)->_5_19_i));
#endif
		;
		/* merge: .(goto)(0, 18, 17) */
		reached[3][18] = 1;
		;
		_m = 3; goto P999; /* 1 */
	case 8: // STATE 12 - skein.pml:445 - [((i<2))] (0:0:0 - 1)
		IfNotBlocked
		reached[3][12] = 1;
		if (!((((int)((P3 *)_this)->_5_19_i)<2)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 9: // STATE 13 - skein.pml:445 - [(run Carrier(i))] (0:0:0 - 1)
		IfNotBlocked
		reached[3][13] = 1;
		if (!(addproc(II, 1, 0, ((int)((P3 *)_this)->_5_19_i))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 10: // STATE 14 - skein.pml:445 - [i = (i+1)] (0:0:1 - 1)
		IfNotBlocked
		reached[3][14] = 1;
		(trpt+1)->bup.oval = ((int)((P3 *)_this)->_5_19_i);
		((P3 *)_this)->_5_19_i = (((int)((P3 *)_this)->_5_19_i)+1);
#ifdef VAR_RANGES
		logval(":init::i", ((int)((P3 *)_this)->_5_19_i));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 11: // STATE 20 - skein.pml:448 - [(run Submitter())] (0:0:0 - 3)
		IfNotBlocked
		reached[3][20] = 1;
		if (!(addproc(II, 1, 1, 0)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 12: // STATE 21 - skein.pml:450 - [(run Balancer())] (0:0:0 - 1)
		IfNotBlocked
		reached[3][21] = 1;
		if (!(addproc(II, 1, 2, 0)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 13: // STATE 23 - skein.pml:459 - [-end-] (0:0:0 - 1)
		IfNotBlocked
		reached[3][23] = 1;
		if (!delproc(1, II)) continue;
		_m = 3; goto P999; /* 0 */

		 /* PROC Balancer */
	case 14: // STATE 1 - skein.pml:399 - [orderFrom = 0] (0:0:1 - 1)
		IfNotBlocked
		reached[2][1] = 1;
		(trpt+1)->bup.oval = ((int)now.orderFrom);
		now.orderFrom = 0;
#ifdef VAR_RANGES
		logval("orderFrom", ((int)now.orderFrom));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 15: // STATE 2 - skein.pml:399 - [orderFrom = 1] (0:0:1 - 1)
		IfNotBlocked
		reached[2][2] = 1;
		(trpt+1)->bup.oval = ((int)now.orderFrom);
		now.orderFrom = 1;
#ifdef VAR_RANGES
		logval("orderFrom", ((int)now.orderFrom));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 16: // STATE 5 - skein.pml:400 - [order = 6] (0:0:1 - 3)
		IfNotBlocked
		reached[2][5] = 1;
		(trpt+1)->bup.oval = now.order;
		now.order = 6;
#ifdef VAR_RANGES
		logval("order", now.order);
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 17: // STATE 6 - skein.pml:402 - [((order==4))] (0:0:0 - 1)
		IfNotBlocked
		reached[2][6] = 1;
		if (!((now.order==4)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 18: // STATE 7 - skein.pml:404 - [letterOverflow = 1] (0:0:1 - 1)
		IfNotBlocked
		reached[2][7] = 1;
		(trpt+1)->bup.oval = ((int)now.letterOverflow);
		now.letterOverflow = 1;
#ifdef VAR_RANGES
		logval("letterOverflow", ((int)now.letterOverflow));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 19: // STATE 8 - skein.pml:107 - [((searchers<=0))] (0:0:0 - 1)
		IfNotBlocked
		reached[2][8] = 1;
		if (!((now.searchers<=0)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 20: // STATE 9 - skein.pml:109 - [((parked[0]&&!(retired[0])))] (0:0:0 - 1)
		IfNotBlocked
		reached[2][9] = 1;
		if (!((((int)now.parked[0])&& !(((int)now.retired[0])))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 21: // STATE 10 - skein.pml:98 - [(parked[0])] (13:0:1 - 1)
		IfNotBlocked
		reached[2][10] = 1;
		if (!(((int)now.parked[0])))
			continue;
		/* merge: parked[0] = 0(0, 11, 13) */
		reached[2][11] = 1;
		(trpt+1)->bup.oval = ((int)now.parked[0]);
		now.parked[0] = 0;
#ifdef VAR_RANGES
		logval("parked[0]", ((int)now.parked[0]));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 22: // STATE 13 - skein.pml:98 - [searchers = (searchers+1)] (0:0:1 - 1)
		IfNotBlocked
		reached[2][13] = 1;
		(trpt+1)->bup.oval = now.searchers;
		now.searchers = (now.searchers+1);
#ifdef VAR_RANGES
		logval("searchers", now.searchers);
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 23: // STATE 18 - skein.pml:110 - [((parked[1]&&!(retired[1])))] (0:0:0 - 1)
		IfNotBlocked
		reached[2][18] = 1;
		if (!((((int)now.parked[1])&& !(((int)now.retired[1])))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 24: // STATE 19 - skein.pml:98 - [(parked[1])] (22:0:1 - 1)
		IfNotBlocked
		reached[2][19] = 1;
		if (!(((int)now.parked[1])))
			continue;
		/* merge: parked[1] = 0(0, 20, 22) */
		reached[2][20] = 1;
		(trpt+1)->bup.oval = ((int)now.parked[1]);
		now.parked[1] = 0;
#ifdef VAR_RANGES
		logval("parked[1]", ((int)now.parked[1]));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 25: // STATE 22 - skein.pml:98 - [searchers = (searchers+1)] (0:0:1 - 1)
		IfNotBlocked
		reached[2][22] = 1;
		(trpt+1)->bup.oval = now.searchers;
		now.searchers = (now.searchers+1);
#ifdef VAR_RANGES
		logval("searchers", now.searchers);
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 26: // STATE 36 - skein.pml:407 - [(((order==2)||(order==1)))] (0:0:0 - 1)
		IfNotBlocked
		reached[2][36] = 1;
		if (!(((now.order==2)||(now.order==1))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 27: // STATE 38 - skein.pml:408 - [((ended==((1<<3)-1)))] (0:0:0 - 1)
		IfNotBlocked
		reached[2][38] = 1;
		if (!((((int)now.ended)==((1<<3)-1))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 28: // STATE 43 - skein.pml:410 - [-end-] (0:0:0 - 16)
		IfNotBlocked
		reached[2][43] = 1;
		if (!delproc(1, II)) continue;
		_m = 3; goto P999; /* 0 */

		 /* PROC Submitter */
	case 29: // STATE 1 - skein.pml:374 - [((n<3))] (0:0:0 - 1)
		IfNotBlocked
		reached[1][1] = 1;
		if (!((((int)((P1 *)_this)->n)<3)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 30: // STATE 2 - skein.pml:387 - [w = 0] (0:0:1 - 1)
		IfNotBlocked
		reached[1][2] = 1;
		(trpt+1)->bup.oval = ((int)((P1 *)_this)->w);
		((P1 *)_this)->w = 0;
#ifdef VAR_RANGES
		logval("Submitter:w", ((int)((P1 *)_this)->w));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 31: // STATE 3 - skein.pml:387 - [inbox[0] = (inbox[0]|(1<<n))] (0:0:1 - 1)
		IfNotBlocked
		reached[1][3] = 1;
		(trpt+1)->bup.oval = ((int)now.inbox[0]);
		now.inbox[0] = (((int)now.inbox[0])|(1<<((int)((P1 *)_this)->n)));
#ifdef VAR_RANGES
		logval("inbox[0]", ((int)now.inbox[0]));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 32: // STATE 4 - skein.pml:107 - [((searchers<=0))] (0:0:0 - 1)
		IfNotBlocked
		reached[1][4] = 1;
		if (!((now.searchers<=0)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 33: // STATE 5 - skein.pml:109 - [((parked[0]&&!(retired[0])))] (0:0:0 - 1)
		IfNotBlocked
		reached[1][5] = 1;
		if (!((((int)now.parked[0])&& !(((int)now.retired[0])))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 34: // STATE 6 - skein.pml:98 - [(parked[0])] (9:0:1 - 1)
		IfNotBlocked
		reached[1][6] = 1;
		if (!(((int)now.parked[0])))
			continue;
		/* merge: parked[0] = 0(0, 7, 9) */
		reached[1][7] = 1;
		(trpt+1)->bup.oval = ((int)now.parked[0]);
		now.parked[0] = 0;
#ifdef VAR_RANGES
		logval("parked[0]", ((int)now.parked[0]));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 35: // STATE 9 - skein.pml:98 - [searchers = (searchers+1)] (0:0:1 - 1)
		IfNotBlocked
		reached[1][9] = 1;
		(trpt+1)->bup.oval = now.searchers;
		now.searchers = (now.searchers+1);
#ifdef VAR_RANGES
		logval("searchers", now.searchers);
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 36: // STATE 14 - skein.pml:110 - [((parked[1]&&!(retired[1])))] (0:0:0 - 1)
		IfNotBlocked
		reached[1][14] = 1;
		if (!((((int)now.parked[1])&& !(((int)now.retired[1])))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 37: // STATE 15 - skein.pml:98 - [(parked[1])] (18:0:1 - 1)
		IfNotBlocked
		reached[1][15] = 1;
		if (!(((int)now.parked[1])))
			continue;
		/* merge: parked[1] = 0(0, 16, 18) */
		reached[1][16] = 1;
		(trpt+1)->bup.oval = ((int)now.parked[1]);
		now.parked[1] = 0;
#ifdef VAR_RANGES
		logval("parked[1]", ((int)now.parked[1]));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 38: // STATE 18 - skein.pml:98 - [searchers = (searchers+1)] (0:0:1 - 1)
		IfNotBlocked
		reached[1][18] = 1;
		(trpt+1)->bup.oval = now.searchers;
		now.searchers = (now.searchers+1);
#ifdef VAR_RANGES
		logval("searchers", now.searchers);
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 39: // STATE 24 - skein.pml:115 - [(1)] (167:0:1 - 1)
		IfNotBlocked
		reached[1][24] = 1;
		if (!(1))
			continue;
		/* merge: .(goto)(167, 26, 167) */
		reached[1][26] = 1;
		;
		/* merge: .(goto)(167, 29, 167) */
		reached[1][29] = 1;
		;
		/* merge: .(goto)(167, 163, 167) */
		reached[1][163] = 1;
		;
		/* merge: n = (n+1)(167, 164, 167) */
		reached[1][164] = 1;
		(trpt+1)->bup.oval = ((int)((P1 *)_this)->n);
		((P1 *)_this)->n = (((int)((P1 *)_this)->n)+1);
#ifdef VAR_RANGES
		logval("Submitter:n", ((int)((P1 *)_this)->n));
#endif
		;
		/* merge: .(goto)(0, 168, 167) */
		reached[1][168] = 1;
		;
		_m = 3; goto P999; /* 5 */
	case 40: // STATE 31 - skein.pml:388 - [w = 1] (0:0:2 - 1)
		IfNotBlocked
		reached[1][31] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)((P1 *)_this)->w);
		((P1 *)_this)->w = 1;
#ifdef VAR_RANGES
		logval("Submitter:w", ((int)((P1 *)_this)->w));
#endif
		;
		if (TstOnly) return 1; /* TT */
		/* dead 2: w */  
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P1 *)_this)->w = 0;
		_m = 3; goto P999; /* 0 */
	case 41: // STATE 32 - skein.pml:388 - [inbox[1] = (inbox[1]|(1<<n))] (0:0:1 - 1)
		IfNotBlocked
		reached[1][32] = 1;
		(trpt+1)->bup.oval = ((int)now.inbox[1]);
		now.inbox[1] = (((int)now.inbox[1])|(1<<((int)((P1 *)_this)->n)));
#ifdef VAR_RANGES
		logval("inbox[1]", ((int)now.inbox[1]));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 42: // STATE 33 - skein.pml:107 - [((searchers<=0))] (0:0:0 - 1)
		IfNotBlocked
		reached[1][33] = 1;
		if (!((now.searchers<=0)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 43: // STATE 34 - skein.pml:109 - [((parked[0]&&!(retired[0])))] (0:0:0 - 1)
		IfNotBlocked
		reached[1][34] = 1;
		if (!((((int)now.parked[0])&& !(((int)now.retired[0])))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 44: // STATE 35 - skein.pml:98 - [(parked[0])] (38:0:1 - 1)
		IfNotBlocked
		reached[1][35] = 1;
		if (!(((int)now.parked[0])))
			continue;
		/* merge: parked[0] = 0(0, 36, 38) */
		reached[1][36] = 1;
		(trpt+1)->bup.oval = ((int)now.parked[0]);
		now.parked[0] = 0;
#ifdef VAR_RANGES
		logval("parked[0]", ((int)now.parked[0]));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 45: // STATE 38 - skein.pml:98 - [searchers = (searchers+1)] (0:0:1 - 1)
		IfNotBlocked
		reached[1][38] = 1;
		(trpt+1)->bup.oval = now.searchers;
		now.searchers = (now.searchers+1);
#ifdef VAR_RANGES
		logval("searchers", now.searchers);
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 46: // STATE 43 - skein.pml:110 - [((parked[1]&&!(retired[1])))] (0:0:0 - 1)
		IfNotBlocked
		reached[1][43] = 1;
		if (!((((int)now.parked[1])&& !(((int)now.retired[1])))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 47: // STATE 44 - skein.pml:98 - [(parked[1])] (47:0:1 - 1)
		IfNotBlocked
		reached[1][44] = 1;
		if (!(((int)now.parked[1])))
			continue;
		/* merge: parked[1] = 0(0, 45, 47) */
		reached[1][45] = 1;
		(trpt+1)->bup.oval = ((int)now.parked[1]);
		now.parked[1] = 0;
#ifdef VAR_RANGES
		logval("parked[1]", ((int)now.parked[1]));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 48: // STATE 47 - skein.pml:98 - [searchers = (searchers+1)] (0:0:1 - 1)
		IfNotBlocked
		reached[1][47] = 1;
		(trpt+1)->bup.oval = now.searchers;
		now.searchers = (now.searchers+1);
#ifdef VAR_RANGES
		logval("searchers", now.searchers);
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 49: // STATE 53 - skein.pml:115 - [(1)] (167:0:1 - 1)
		IfNotBlocked
		reached[1][53] = 1;
		if (!(1))
			continue;
		/* merge: .(goto)(167, 55, 167) */
		reached[1][55] = 1;
		;
		/* merge: .(goto)(167, 58, 167) */
		reached[1][58] = 1;
		;
		/* merge: .(goto)(167, 163, 167) */
		reached[1][163] = 1;
		;
		/* merge: n = (n+1)(167, 164, 167) */
		reached[1][164] = 1;
		(trpt+1)->bup.oval = ((int)((P1 *)_this)->n);
		((P1 *)_this)->n = (((int)((P1 *)_this)->n)+1);
#ifdef VAR_RANGES
		logval("Submitter:n", ((int)((P1 *)_this)->n));
#endif
		;
		/* merge: .(goto)(0, 168, 167) */
		reached[1][168] = 1;
		;
		_m = 3; goto P999; /* 5 */
	case 50: // STATE 60 - skein.pml:389 - [w = 0] (0:0:1 - 1)
		IfNotBlocked
		reached[1][60] = 1;
		(trpt+1)->bup.oval = ((int)((P1 *)_this)->w);
		((P1 *)_this)->w = 0;
#ifdef VAR_RANGES
		logval("Submitter:w", ((int)((P1 *)_this)->w));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 51: // STATE 61 - skein.pml:389 - [addressed[0] = (addressed[0]|(1<<n))] (0:0:1 - 1)
		IfNotBlocked
		reached[1][61] = 1;
		(trpt+1)->bup.oval = ((int)now.addressed[0]);
		now.addressed[0] = (((int)now.addressed[0])|(1<<((int)((P1 *)_this)->n)));
#ifdef VAR_RANGES
		logval("addressed[0]", ((int)now.addressed[0]));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 52: // STATE 62 - skein.pml:98 - [(parked[0])] (65:0:1 - 1)
		IfNotBlocked
		reached[1][62] = 1;
		if (!(((int)now.parked[0])))
			continue;
		/* merge: parked[0] = 0(0, 63, 65) */
		reached[1][63] = 1;
		(trpt+1)->bup.oval = ((int)now.parked[0]);
		now.parked[0] = 0;
#ifdef VAR_RANGES
		logval("parked[0]", ((int)now.parked[0]));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 53: // STATE 65 - skein.pml:98 - [searchers = (searchers+1)] (0:0:1 - 1)
		IfNotBlocked
		reached[1][65] = 1;
		(trpt+1)->bup.oval = now.searchers;
		now.searchers = (now.searchers+1);
#ifdef VAR_RANGES
		logval("searchers", now.searchers);
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 54: // STATE 70 - skein.pml:127 - [(retired[0])] (0:0:0 - 1)
		IfNotBlocked
		reached[1][70] = 1;
		if (!(((int)now.retired[0])))
			continue;
		_m = 3; goto P999; /* 0 */
	case 55: // STATE 79 - skein.pml:128 - [D_STEP128]
		IfNotBlocked

		reached[1][79] = 1;
		reached[1][t->st] = 1;
		reached[1][tt] = 1;

		if (TstOnly) return 1;

		sv_save();
		S_471_0: /* 2 */
		now.overflow = (((int)now.overflow)|((int)now.addressed[0]));
#ifdef VAR_RANGES
		logval("overflow", ((int)now.overflow));
#endif
		;
S_472_0: /* 2 */
		now.addressed[0] = 0;
#ifdef VAR_RANGES
		logval("addressed[0]", ((int)now.addressed[0]));
#endif
		;
S_477_0: /* 2 */
S_473_0: /* 2 */
		if (!((((int)now.letterInbox)&&(0==(1-((int)now.orderFrom))))))
			goto S_477_1;
S_474_0: /* 2 */
		now.letterInbox = 0;
#ifdef VAR_RANGES
		logval("letterInbox", ((int)now.letterInbox));
#endif
		;
S_475_0: /* 2 */
		now.letterOverflow = 1;
#ifdef VAR_RANGES
		logval("letterOverflow", ((int)now.letterOverflow));
#endif
		;
		goto S_478_0;
S_477_1: /* 3 */
S_476_0: /* 2 */
		/* else */;
		goto S_478_0;
S_477_2: /* 3 */
		Uerror("blocking sel in d_step (nr.0, near line 129)");
S_478_0: /* 2 */
		goto S_506_0;
S_506_0: /* 1 */

#if defined(C_States) && (HAS_TRACK==1)
		c_update((uchar *) &(now.c_state[0]));
#endif
		_m = 3; goto P999;

	case 56: // STATE 80 - skein.pml:107 - [((searchers<=0))] (0:0:0 - 1)
		IfNotBlocked
		reached[1][80] = 1;
		if (!((now.searchers<=0)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 57: // STATE 81 - skein.pml:109 - [((parked[0]&&!(retired[0])))] (0:0:0 - 1)
		IfNotBlocked
		reached[1][81] = 1;
		if (!((((int)now.parked[0])&& !(((int)now.retired[0])))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 58: // STATE 82 - skein.pml:98 - [(parked[0])] (85:0:1 - 1)
		IfNotBlocked
		reached[1][82] = 1;
		if (!(((int)now.parked[0])))
			continue;
		/* merge: parked[0] = 0(0, 83, 85) */
		reached[1][83] = 1;
		(trpt+1)->bup.oval = ((int)now.parked[0]);
		now.parked[0] = 0;
#ifdef VAR_RANGES
		logval("parked[0]", ((int)now.parked[0]));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 59: // STATE 85 - skein.pml:98 - [searchers = (searchers+1)] (0:0:1 - 1)
		IfNotBlocked
		reached[1][85] = 1;
		(trpt+1)->bup.oval = now.searchers;
		now.searchers = (now.searchers+1);
#ifdef VAR_RANGES
		logval("searchers", now.searchers);
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 60: // STATE 90 - skein.pml:110 - [((parked[1]&&!(retired[1])))] (0:0:0 - 1)
		IfNotBlocked
		reached[1][90] = 1;
		if (!((((int)now.parked[1])&& !(((int)now.retired[1])))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 61: // STATE 91 - skein.pml:98 - [(parked[1])] (94:0:1 - 1)
		IfNotBlocked
		reached[1][91] = 1;
		if (!(((int)now.parked[1])))
			continue;
		/* merge: parked[1] = 0(0, 92, 94) */
		reached[1][92] = 1;
		(trpt+1)->bup.oval = ((int)now.parked[1]);
		now.parked[1] = 0;
#ifdef VAR_RANGES
		logval("parked[1]", ((int)now.parked[1]));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 62: // STATE 94 - skein.pml:98 - [searchers = (searchers+1)] (0:0:1 - 1)
		IfNotBlocked
		reached[1][94] = 1;
		(trpt+1)->bup.oval = now.searchers;
		now.searchers = (now.searchers+1);
#ifdef VAR_RANGES
		logval("searchers", now.searchers);
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 63: // STATE 100 - skein.pml:115 - [(1)] (167:0:1 - 1)
		IfNotBlocked
		reached[1][100] = 1;
		if (!(1))
			continue;
		/* merge: .(goto)(167, 102, 167) */
		reached[1][102] = 1;
		;
		/* merge: .(goto)(167, 105, 167) */
		reached[1][105] = 1;
		;
		/* merge: .(goto)(167, 109, 167) */
		reached[1][109] = 1;
		;
		/* merge: .(goto)(167, 163, 167) */
		reached[1][163] = 1;
		;
		/* merge: n = (n+1)(167, 164, 167) */
		reached[1][164] = 1;
		(trpt+1)->bup.oval = ((int)((P1 *)_this)->n);
		((P1 *)_this)->n = (((int)((P1 *)_this)->n)+1);
#ifdef VAR_RANGES
		logval("Submitter:n", ((int)((P1 *)_this)->n));
#endif
		;
		/* merge: .(goto)(0, 168, 167) */
		reached[1][168] = 1;
		;
		_m = 3; goto P999; /* 6 */
	case 64: // STATE 111 - skein.pml:390 - [w = 1] (0:0:2 - 1)
		IfNotBlocked
		reached[1][111] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)((P1 *)_this)->w);
		((P1 *)_this)->w = 1;
#ifdef VAR_RANGES
		logval("Submitter:w", ((int)((P1 *)_this)->w));
#endif
		;
		if (TstOnly) return 1; /* TT */
		/* dead 2: w */  
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P1 *)_this)->w = 0;
		_m = 3; goto P999; /* 0 */
	case 65: // STATE 112 - skein.pml:390 - [addressed[1] = (addressed[1]|(1<<n))] (0:0:1 - 1)
		IfNotBlocked
		reached[1][112] = 1;
		(trpt+1)->bup.oval = ((int)now.addressed[1]);
		now.addressed[1] = (((int)now.addressed[1])|(1<<((int)((P1 *)_this)->n)));
#ifdef VAR_RANGES
		logval("addressed[1]", ((int)now.addressed[1]));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 66: // STATE 113 - skein.pml:98 - [(parked[1])] (116:0:1 - 1)
		IfNotBlocked
		reached[1][113] = 1;
		if (!(((int)now.parked[1])))
			continue;
		/* merge: parked[1] = 0(0, 114, 116) */
		reached[1][114] = 1;
		(trpt+1)->bup.oval = ((int)now.parked[1]);
		now.parked[1] = 0;
#ifdef VAR_RANGES
		logval("parked[1]", ((int)now.parked[1]));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 67: // STATE 116 - skein.pml:98 - [searchers = (searchers+1)] (0:0:1 - 1)
		IfNotBlocked
		reached[1][116] = 1;
		(trpt+1)->bup.oval = now.searchers;
		now.searchers = (now.searchers+1);
#ifdef VAR_RANGES
		logval("searchers", now.searchers);
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 68: // STATE 121 - skein.pml:127 - [(retired[1])] (0:0:0 - 1)
		IfNotBlocked
		reached[1][121] = 1;
		if (!(((int)now.retired[1])))
			continue;
		_m = 3; goto P999; /* 0 */
	case 69: // STATE 130 - skein.pml:128 - [D_STEP128]
		IfNotBlocked

		reached[1][130] = 1;
		reached[1][t->st] = 1;
		reached[1][tt] = 1;

		if (TstOnly) return 1;

		sv_save();
		S_522_0: /* 2 */
		now.overflow = (((int)now.overflow)|((int)now.addressed[1]));
#ifdef VAR_RANGES
		logval("overflow", ((int)now.overflow));
#endif
		;
S_523_0: /* 2 */
		now.addressed[1] = 0;
#ifdef VAR_RANGES
		logval("addressed[1]", ((int)now.addressed[1]));
#endif
		;
S_528_0: /* 2 */
S_524_0: /* 2 */
		if (!((((int)now.letterInbox)&&(1==(1-((int)now.orderFrom))))))
			goto S_528_1;
S_525_0: /* 2 */
		now.letterInbox = 0;
#ifdef VAR_RANGES
		logval("letterInbox", ((int)now.letterInbox));
#endif
		;
S_526_0: /* 2 */
		now.letterOverflow = 1;
#ifdef VAR_RANGES
		logval("letterOverflow", ((int)now.letterOverflow));
#endif
		;
		goto S_529_0;
S_528_1: /* 3 */
S_527_0: /* 2 */
		/* else */;
		goto S_529_0;
S_528_2: /* 3 */
		Uerror("blocking sel in d_step (nr.1, near line 129)");
S_529_0: /* 2 */
		goto S_557_0;
S_557_0: /* 1 */

#if defined(C_States) && (HAS_TRACK==1)
		c_update((uchar *) &(now.c_state[0]));
#endif
		_m = 3; goto P999;

	case 70: // STATE 131 - skein.pml:107 - [((searchers<=0))] (0:0:0 - 1)
		IfNotBlocked
		reached[1][131] = 1;
		if (!((now.searchers<=0)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 71: // STATE 132 - skein.pml:109 - [((parked[0]&&!(retired[0])))] (0:0:0 - 1)
		IfNotBlocked
		reached[1][132] = 1;
		if (!((((int)now.parked[0])&& !(((int)now.retired[0])))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 72: // STATE 133 - skein.pml:98 - [(parked[0])] (136:0:1 - 1)
		IfNotBlocked
		reached[1][133] = 1;
		if (!(((int)now.parked[0])))
			continue;
		/* merge: parked[0] = 0(0, 134, 136) */
		reached[1][134] = 1;
		(trpt+1)->bup.oval = ((int)now.parked[0]);
		now.parked[0] = 0;
#ifdef VAR_RANGES
		logval("parked[0]", ((int)now.parked[0]));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 73: // STATE 136 - skein.pml:98 - [searchers = (searchers+1)] (0:0:1 - 1)
		IfNotBlocked
		reached[1][136] = 1;
		(trpt+1)->bup.oval = now.searchers;
		now.searchers = (now.searchers+1);
#ifdef VAR_RANGES
		logval("searchers", now.searchers);
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 74: // STATE 141 - skein.pml:110 - [((parked[1]&&!(retired[1])))] (0:0:0 - 1)
		IfNotBlocked
		reached[1][141] = 1;
		if (!((((int)now.parked[1])&& !(((int)now.retired[1])))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 75: // STATE 142 - skein.pml:98 - [(parked[1])] (145:0:1 - 1)
		IfNotBlocked
		reached[1][142] = 1;
		if (!(((int)now.parked[1])))
			continue;
		/* merge: parked[1] = 0(0, 143, 145) */
		reached[1][143] = 1;
		(trpt+1)->bup.oval = ((int)now.parked[1]);
		now.parked[1] = 0;
#ifdef VAR_RANGES
		logval("parked[1]", ((int)now.parked[1]));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 76: // STATE 145 - skein.pml:98 - [searchers = (searchers+1)] (0:0:1 - 1)
		IfNotBlocked
		reached[1][145] = 1;
		(trpt+1)->bup.oval = now.searchers;
		now.searchers = (now.searchers+1);
#ifdef VAR_RANGES
		logval("searchers", now.searchers);
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 77: // STATE 151 - skein.pml:115 - [(1)] (167:0:1 - 1)
		IfNotBlocked
		reached[1][151] = 1;
		if (!(1))
			continue;
		/* merge: .(goto)(167, 153, 167) */
		reached[1][153] = 1;
		;
		/* merge: .(goto)(167, 156, 167) */
		reached[1][156] = 1;
		;
		/* merge: .(goto)(167, 160, 167) */
		reached[1][160] = 1;
		;
		/* merge: .(goto)(167, 163, 167) */
		reached[1][163] = 1;
		;
		/* merge: n = (n+1)(167, 164, 167) */
		reached[1][164] = 1;
		(trpt+1)->bup.oval = ((int)((P1 *)_this)->n);
		((P1 *)_this)->n = (((int)((P1 *)_this)->n)+1);
#ifdef VAR_RANGES
		logval("Submitter:n", ((int)((P1 *)_this)->n));
#endif
		;
		/* merge: .(goto)(0, 168, 167) */
		reached[1][168] = 1;
		;
		_m = 3; goto P999; /* 6 */
	case 78: // STATE 164 - skein.pml:392 - [n = (n+1)] (0:167:1 - 45)
		IfNotBlocked
		reached[1][164] = 1;
		(trpt+1)->bup.oval = ((int)((P1 *)_this)->n);
		((P1 *)_this)->n = (((int)((P1 *)_this)->n)+1);
#ifdef VAR_RANGES
		logval("Submitter:n", ((int)((P1 *)_this)->n));
#endif
		;
		/* merge: .(goto)(0, 168, 167) */
		reached[1][168] = 1;
		;
		_m = 3; goto P999; /* 1 */
	case 79: // STATE 170 - skein.pml:395 - [-end-] (0:0:0 - 3)
		IfNotBlocked
		reached[1][170] = 1;
		if (!delproc(1, II)) continue;
		_m = 3; goto P999; /* 0 */

		 /* PROC Carrier */
	case 80: // STATE 1 - skein.pml:267 - [((serves[me]!=9))] (0:0:0 - 1)
		IfNotBlocked
		reached[0][1] = 1;
		if (!((((int)now.serves[ Index(((int)((P0 *)_this)->me), 2) ])!=9)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 81: // STATE 2 - skein.pml:267 - [mine = serves[me]] (0:0:1 - 1)
		IfNotBlocked
		reached[0][2] = 1;
		(trpt+1)->bup.oval = ((int)((P0 *)_this)->mine);
		((P0 *)_this)->mine = ((int)now.serves[ Index(((int)((P0 *)_this)->me), 2) ]);
#ifdef VAR_RANGES
		logval("Carrier:mine", ((int)((P0 *)_this)->mine));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 82: // STATE 3 - skein.pml:268 - [(stopped)] (0:0:0 - 1)
		IfNotBlocked
		reached[0][3] = 1;
		if (!(((int)now.stopped)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 83: // STATE 7 - skein.pml:277 - [(((order==6)&&(orderFrom==mine)))] (0:0:0 - 1)
		IfNotBlocked
		reached[0][7] = 1;
		if (!(((now.order==6)&&(((int)now.orderFrom)==((int)((P0 *)_this)->mine)))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 84: // STATE 8 - skein.pml:279 - [(!(ready[me]))] (174:0:1 - 1)
		IfNotBlocked
		reached[0][8] = 1;
		if (!( !(((int)now.ready[ Index(((int)((P0 *)_this)->me), 2) ]))))
			continue;
		/* merge: order = 1(0, 9, 174) */
		reached[0][9] = 1;
		(trpt+1)->bup.oval = now.order;
		now.order = 1;
#ifdef VAR_RANGES
		logval("order", now.order);
#endif
		;
		/* merge: .(goto)(0, 74, 174) */
		reached[0][74] = 1;
		;
		/* merge: .(goto)(0, 77, 174) */
		reached[0][77] = 1;
		;
		_m = 3; goto P999; /* 3 */
	case 85: // STATE 12 - skein.pml:282 - [((order==6))] (17:0:1 - 1)
		IfNotBlocked
		reached[0][12] = 1;
		if (!((now.order==6)))
			continue;
		/* merge: order = 5(0, 13, 17) */
		reached[0][13] = 1;
		(trpt+1)->bup.oval = now.order;
		now.order = 5;
#ifdef VAR_RANGES
		logval("order", now.order);
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 86: // STATE 17 - skein.pml:284 - [D_STEP284]
		IfNotBlocked

		reached[0][17] = 1;
		reached[0][t->st] = 1;
		reached[0][tt] = 1;

		if (TstOnly) return 1;

		sv_save();
		S_014_0: /* 2 */
		now.envelope = ((int)now.ready[ Index(((int)((P0 *)_this)->me), 2) ]);
#ifdef VAR_RANGES
		logval("envelope", ((int)now.envelope));
#endif
		;
S_015_0: /* 2 */
		now.ready[ Index(((P0 *)_this)->me, 2) ] = 0;
#ifdef VAR_RANGES
		logval("ready[Carrier:me]", ((int)now.ready[ Index(((int)((P0 *)_this)->me), 2) ]));
#endif
		;
		goto S_019_0;
S_019_0: /* 1 */

#if defined(C_States) && (HAS_TRACK==1)
		c_update((uchar *) &(now.c_state[0]));
#endif
		_m = 3; goto P999;

	case 87: // STATE 18 - skein.pml:288 - [order = 4] (0:69:2 - 1)
		IfNotBlocked
		reached[0][18] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = now.order;
		now.order = 4;
#ifdef VAR_RANGES
		logval("order", now.order);
#endif
		;
		/* merge: letterInbox = 1(69, 19, 69) */
		reached[0][19] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.letterInbox);
		now.letterInbox = 1;
#ifdef VAR_RANGES
		logval("letterInbox", ((int)now.letterInbox));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 88: // STATE 21 - skein.pml:98 - [(parked[(1-orderFrom)])] (24:0:1 - 1)
		IfNotBlocked
		reached[0][21] = 1;
		if (!(((int)now.parked[ Index((1-((int)now.orderFrom)), 2) ])))
			continue;
		/* merge: parked[(1-orderFrom)] = 0(0, 22, 24) */
		reached[0][22] = 1;
		(trpt+1)->bup.oval = ((int)now.parked[ Index((1-((int)now.orderFrom)), 2) ]);
		now.parked[ Index((1-now.orderFrom), 2) ] = 0;
#ifdef VAR_RANGES
		logval("parked[(1-orderFrom)]", ((int)now.parked[ Index((1-((int)now.orderFrom)), 2) ]));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 89: // STATE 24 - skein.pml:98 - [searchers = (searchers+1)] (0:0:1 - 1)
		IfNotBlocked
		reached[0][24] = 1;
		(trpt+1)->bup.oval = now.searchers;
		now.searchers = (now.searchers+1);
#ifdef VAR_RANGES
		logval("searchers", now.searchers);
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 90: // STATE 29 - skein.pml:127 - [(retired[(1-orderFrom)])] (0:0:0 - 1)
		IfNotBlocked
		reached[0][29] = 1;
		if (!(((int)now.retired[ Index((1-((int)now.orderFrom)), 2) ])))
			continue;
		_m = 3; goto P999; /* 0 */
	case 91: // STATE 38 - skein.pml:128 - [D_STEP128]
		IfNotBlocked

		reached[0][38] = 1;
		reached[0][t->st] = 1;
		reached[0][tt] = 1;

		if (TstOnly) return 1;

		sv_save();
		S_029_0: /* 2 */
		now.overflow = (((int)now.overflow)|((int)now.addressed[ Index((1-((int)now.orderFrom)), 2) ]));
#ifdef VAR_RANGES
		logval("overflow", ((int)now.overflow));
#endif
		;
S_030_0: /* 2 */
		now.addressed[ Index((1-now.orderFrom), 2) ] = 0;
#ifdef VAR_RANGES
		logval("addressed[(1-orderFrom)]", ((int)now.addressed[ Index((1-((int)now.orderFrom)), 2) ]));
#endif
		;
S_035_0: /* 2 */
S_031_0: /* 2 */
		if (!((((int)now.letterInbox)&&((1-((int)now.orderFrom))==(1-((int)now.orderFrom))))))
			goto S_035_1;
S_032_0: /* 2 */
		now.letterInbox = 0;
#ifdef VAR_RANGES
		logval("letterInbox", ((int)now.letterInbox));
#endif
		;
S_033_0: /* 2 */
		now.letterOverflow = 1;
#ifdef VAR_RANGES
		logval("letterOverflow", ((int)now.letterOverflow));
#endif
		;
		goto S_036_0;
S_035_1: /* 3 */
S_034_0: /* 2 */
		/* else */;
		goto S_036_0;
S_035_2: /* 3 */
		Uerror("blocking sel in d_step (nr.2, near line 129)");
S_036_0: /* 2 */
		goto S_064_0;
S_064_0: /* 1 */

#if defined(C_States) && (HAS_TRACK==1)
		c_update((uchar *) &(now.c_state[0]));
#endif
		_m = 3; goto P999;

	case 92: // STATE 39 - skein.pml:107 - [((searchers<=0))] (0:0:0 - 1)
		IfNotBlocked
		reached[0][39] = 1;
		if (!((now.searchers<=0)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 93: // STATE 40 - skein.pml:109 - [((parked[0]&&!(retired[0])))] (0:0:0 - 1)
		IfNotBlocked
		reached[0][40] = 1;
		if (!((((int)now.parked[0])&& !(((int)now.retired[0])))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 94: // STATE 41 - skein.pml:98 - [(parked[0])] (44:0:1 - 1)
		IfNotBlocked
		reached[0][41] = 1;
		if (!(((int)now.parked[0])))
			continue;
		/* merge: parked[0] = 0(0, 42, 44) */
		reached[0][42] = 1;
		(trpt+1)->bup.oval = ((int)now.parked[0]);
		now.parked[0] = 0;
#ifdef VAR_RANGES
		logval("parked[0]", ((int)now.parked[0]));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 95: // STATE 44 - skein.pml:98 - [searchers = (searchers+1)] (0:0:1 - 1)
		IfNotBlocked
		reached[0][44] = 1;
		(trpt+1)->bup.oval = now.searchers;
		now.searchers = (now.searchers+1);
#ifdef VAR_RANGES
		logval("searchers", now.searchers);
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 96: // STATE 49 - skein.pml:110 - [((parked[1]&&!(retired[1])))] (0:0:0 - 1)
		IfNotBlocked
		reached[0][49] = 1;
		if (!((((int)now.parked[1])&& !(((int)now.retired[1])))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 97: // STATE 50 - skein.pml:98 - [(parked[1])] (53:0:1 - 1)
		IfNotBlocked
		reached[0][50] = 1;
		if (!(((int)now.parked[1])))
			continue;
		/* merge: parked[1] = 0(0, 51, 53) */
		reached[0][51] = 1;
		(trpt+1)->bup.oval = ((int)now.parked[1]);
		now.parked[1] = 0;
#ifdef VAR_RANGES
		logval("parked[1]", ((int)now.parked[1]));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 98: // STATE 53 - skein.pml:98 - [searchers = (searchers+1)] (0:0:1 - 1)
		IfNotBlocked
		reached[0][53] = 1;
		(trpt+1)->bup.oval = now.searchers;
		now.searchers = (now.searchers+1);
#ifdef VAR_RANGES
		logval("searchers", now.searchers);
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 99: // STATE 78 - skein.pml:208 - [t = 9] (0:0:1 - 1)
		IfNotBlocked
		reached[0][78] = 1;
		(trpt+1)->bup.oval = ((int)((P0 *)_this)->t);
		((P0 *)_this)->t = 9;
#ifdef VAR_RANGES
		logval("Carrier:t", ((int)((P0 *)_this)->t));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 100: // STATE 79 - skein.pml:210 - [(ready[me])] (0:0:0 - 1)
		IfNotBlocked
		reached[0][79] = 1;
		if (!(((int)now.ready[ Index(((int)((P0 *)_this)->me), 2) ])))
			continue;
		_m = 3; goto P999; /* 0 */
	case 101: // STATE 80 - skein.pml:85 - [((ready[me]&1))] (189:0:2 - 1)
		IfNotBlocked
		reached[0][80] = 1;
		if (!((((int)now.ready[ Index(((int)((P0 *)_this)->me), 2) ])&1)))
			continue;
		/* merge: t = 0(189, 81, 189) */
		reached[0][81] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)((P0 *)_this)->t);
		((P0 *)_this)->t = 0;
#ifdef VAR_RANGES
		logval("Carrier:t", ((int)((P0 *)_this)->t));
#endif
		;
		/* merge: .(goto)(189, 87, 189) */
		reached[0][87] = 1;
		;
		/* merge: ready[me] = (ready[me]&~((1<<t)))(189, 88, 189) */
		reached[0][88] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.ready[ Index(((int)((P0 *)_this)->me), 2) ]);
		now.ready[ Index(((P0 *)_this)->me, 2) ] = (((int)now.ready[ Index(((int)((P0 *)_this)->me), 2) ])& ~((1<<((int)((P0 *)_this)->t))));
#ifdef VAR_RANGES
		logval("ready[Carrier:me]", ((int)now.ready[ Index(((int)((P0 *)_this)->me), 2) ]));
#endif
		;
		/* merge: .(goto)(0, 173, 189) */
		reached[0][173] = 1;
		;
		_m = 3; goto P999; /* 4 */
	case 102: // STATE 87 - skein.pml:89 - [.(goto)] (0:189:1 - 3)
		IfNotBlocked
		reached[0][87] = 1;
		;
		/* merge: ready[me] = (ready[me]&~((1<<t)))(189, 88, 189) */
		reached[0][88] = 1;
		(trpt+1)->bup.oval = ((int)now.ready[ Index(((int)((P0 *)_this)->me), 2) ]);
		now.ready[ Index(((P0 *)_this)->me, 2) ] = (((int)now.ready[ Index(((int)((P0 *)_this)->me), 2) ])& ~((1<<((int)((P0 *)_this)->t))));
#ifdef VAR_RANGES
		logval("ready[Carrier:me]", ((int)now.ready[ Index(((int)((P0 *)_this)->me), 2) ]));
#endif
		;
		/* merge: .(goto)(0, 173, 189) */
		reached[0][173] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 103: // STATE 82 - skein.pml:86 - [((ready[me]&2))] (189:0:2 - 1)
		IfNotBlocked
		reached[0][82] = 1;
		if (!((((int)now.ready[ Index(((int)((P0 *)_this)->me), 2) ])&2)))
			continue;
		/* merge: t = 1(189, 83, 189) */
		reached[0][83] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)((P0 *)_this)->t);
		((P0 *)_this)->t = 1;
#ifdef VAR_RANGES
		logval("Carrier:t", ((int)((P0 *)_this)->t));
#endif
		;
		/* merge: .(goto)(189, 87, 189) */
		reached[0][87] = 1;
		;
		/* merge: ready[me] = (ready[me]&~((1<<t)))(189, 88, 189) */
		reached[0][88] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.ready[ Index(((int)((P0 *)_this)->me), 2) ]);
		now.ready[ Index(((P0 *)_this)->me, 2) ] = (((int)now.ready[ Index(((int)((P0 *)_this)->me), 2) ])& ~((1<<((int)((P0 *)_this)->t))));
#ifdef VAR_RANGES
		logval("ready[Carrier:me]", ((int)now.ready[ Index(((int)((P0 *)_this)->me), 2) ]));
#endif
		;
		/* merge: .(goto)(0, 173, 189) */
		reached[0][173] = 1;
		;
		_m = 3; goto P999; /* 4 */
	case 104: // STATE 84 - skein.pml:87 - [((ready[me]&4))] (189:0:2 - 1)
		IfNotBlocked
		reached[0][84] = 1;
		if (!((((int)now.ready[ Index(((int)((P0 *)_this)->me), 2) ])&4)))
			continue;
		/* merge: t = 2(189, 85, 189) */
		reached[0][85] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)((P0 *)_this)->t);
		((P0 *)_this)->t = 2;
#ifdef VAR_RANGES
		logval("Carrier:t", ((int)((P0 *)_this)->t));
#endif
		;
		/* merge: .(goto)(189, 87, 189) */
		reached[0][87] = 1;
		;
		/* merge: ready[me] = (ready[me]&~((1<<t)))(189, 88, 189) */
		reached[0][88] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.ready[ Index(((int)((P0 *)_this)->me), 2) ]);
		now.ready[ Index(((P0 *)_this)->me, 2) ] = (((int)now.ready[ Index(((int)((P0 *)_this)->me), 2) ])& ~((1<<((int)((P0 *)_this)->t))));
#ifdef VAR_RANGES
		logval("ready[Carrier:me]", ((int)now.ready[ Index(((int)((P0 *)_this)->me), 2) ]));
#endif
		;
		/* merge: .(goto)(0, 173, 189) */
		reached[0][173] = 1;
		;
		_m = 3; goto P999; /* 4 */
	case 105: // STATE 92 - skein.pml:213 - [(addressed[mine])] (0:0:0 - 1)
		IfNotBlocked
		reached[0][92] = 1;
		if (!(((int)now.addressed[ Index(((int)((P0 *)_this)->mine), 2) ])))
			continue;
		_m = 3; goto P999; /* 0 */
	case 106: // STATE 93 - skein.pml:85 - [((addressed[mine]&1))] (189:0:2 - 1)
		IfNotBlocked
		reached[0][93] = 1;
		if (!((((int)now.addressed[ Index(((int)((P0 *)_this)->mine), 2) ])&1)))
			continue;
		/* merge: t = 0(189, 94, 189) */
		reached[0][94] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)((P0 *)_this)->t);
		((P0 *)_this)->t = 0;
#ifdef VAR_RANGES
		logval("Carrier:t", ((int)((P0 *)_this)->t));
#endif
		;
		/* merge: .(goto)(189, 100, 189) */
		reached[0][100] = 1;
		;
		/* merge: addressed[mine] = (addressed[mine]&~((1<<t)))(189, 101, 189) */
		reached[0][101] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.addressed[ Index(((int)((P0 *)_this)->mine), 2) ]);
		now.addressed[ Index(((P0 *)_this)->mine, 2) ] = (((int)now.addressed[ Index(((int)((P0 *)_this)->mine), 2) ])& ~((1<<((int)((P0 *)_this)->t))));
#ifdef VAR_RANGES
		logval("addressed[Carrier:mine]", ((int)now.addressed[ Index(((int)((P0 *)_this)->mine), 2) ]));
#endif
		;
		/* merge: .(goto)(0, 171, 189) */
		reached[0][171] = 1;
		;
		/* merge: .(goto)(0, 173, 189) */
		reached[0][173] = 1;
		;
		_m = 3; goto P999; /* 5 */
	case 107: // STATE 100 - skein.pml:89 - [.(goto)] (0:189:1 - 3)
		IfNotBlocked
		reached[0][100] = 1;
		;
		/* merge: addressed[mine] = (addressed[mine]&~((1<<t)))(189, 101, 189) */
		reached[0][101] = 1;
		(trpt+1)->bup.oval = ((int)now.addressed[ Index(((int)((P0 *)_this)->mine), 2) ]);
		now.addressed[ Index(((P0 *)_this)->mine, 2) ] = (((int)now.addressed[ Index(((int)((P0 *)_this)->mine), 2) ])& ~((1<<((int)((P0 *)_this)->t))));
#ifdef VAR_RANGES
		logval("addressed[Carrier:mine]", ((int)now.addressed[ Index(((int)((P0 *)_this)->mine), 2) ]));
#endif
		;
		/* merge: .(goto)(0, 171, 189) */
		reached[0][171] = 1;
		;
		/* merge: .(goto)(0, 173, 189) */
		reached[0][173] = 1;
		;
		_m = 3; goto P999; /* 3 */
	case 108: // STATE 95 - skein.pml:86 - [((addressed[mine]&2))] (189:0:2 - 1)
		IfNotBlocked
		reached[0][95] = 1;
		if (!((((int)now.addressed[ Index(((int)((P0 *)_this)->mine), 2) ])&2)))
			continue;
		/* merge: t = 1(189, 96, 189) */
		reached[0][96] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)((P0 *)_this)->t);
		((P0 *)_this)->t = 1;
#ifdef VAR_RANGES
		logval("Carrier:t", ((int)((P0 *)_this)->t));
#endif
		;
		/* merge: .(goto)(189, 100, 189) */
		reached[0][100] = 1;
		;
		/* merge: addressed[mine] = (addressed[mine]&~((1<<t)))(189, 101, 189) */
		reached[0][101] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.addressed[ Index(((int)((P0 *)_this)->mine), 2) ]);
		now.addressed[ Index(((P0 *)_this)->mine, 2) ] = (((int)now.addressed[ Index(((int)((P0 *)_this)->mine), 2) ])& ~((1<<((int)((P0 *)_this)->t))));
#ifdef VAR_RANGES
		logval("addressed[Carrier:mine]", ((int)now.addressed[ Index(((int)((P0 *)_this)->mine), 2) ]));
#endif
		;
		/* merge: .(goto)(0, 171, 189) */
		reached[0][171] = 1;
		;
		/* merge: .(goto)(0, 173, 189) */
		reached[0][173] = 1;
		;
		_m = 3; goto P999; /* 5 */
	case 109: // STATE 97 - skein.pml:87 - [((addressed[mine]&4))] (189:0:2 - 1)
		IfNotBlocked
		reached[0][97] = 1;
		if (!((((int)now.addressed[ Index(((int)((P0 *)_this)->mine), 2) ])&4)))
			continue;
		/* merge: t = 2(189, 98, 189) */
		reached[0][98] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)((P0 *)_this)->t);
		((P0 *)_this)->t = 2;
#ifdef VAR_RANGES
		logval("Carrier:t", ((int)((P0 *)_this)->t));
#endif
		;
		/* merge: .(goto)(189, 100, 189) */
		reached[0][100] = 1;
		;
		/* merge: addressed[mine] = (addressed[mine]&~((1<<t)))(189, 101, 189) */
		reached[0][101] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.addressed[ Index(((int)((P0 *)_this)->mine), 2) ]);
		now.addressed[ Index(((P0 *)_this)->mine, 2) ] = (((int)now.addressed[ Index(((int)((P0 *)_this)->mine), 2) ])& ~((1<<((int)((P0 *)_this)->t))));
#ifdef VAR_RANGES
		logval("addressed[Carrier:mine]", ((int)now.addressed[ Index(((int)((P0 *)_this)->mine), 2) ]));
#endif
		;
		/* merge: .(goto)(0, 171, 189) */
		reached[0][171] = 1;
		;
		/* merge: .(goto)(0, 173, 189) */
		reached[0][173] = 1;
		;
		_m = 3; goto P999; /* 5 */
	case 110: // STATE 105 - skein.pml:216 - [((letterInbox&&(mine==(1-orderFrom))))] (118:0:1 - 1)
		IfNotBlocked
		reached[0][105] = 1;
		if (!((((int)now.letterInbox)&&(((int)((P0 *)_this)->mine)==(1-((int)now.orderFrom))))))
			continue;
		/* merge: letterInbox = 0(0, 106, 118) */
		reached[0][106] = 1;
		(trpt+1)->bup.oval = ((int)now.letterInbox);
		now.letterInbox = 0;
#ifdef VAR_RANGES
		logval("letterInbox", ((int)now.letterInbox));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 111: // STATE 108 - skein.pml:190 - [((order==4))] (113:0:1 - 1)
		IfNotBlocked
		reached[0][108] = 1;
		if (!((now.order==4)))
			continue;
		/* merge: order = 3(0, 109, 113) */
		reached[0][109] = 1;
		(trpt+1)->bup.oval = now.order;
		now.order = 3;
#ifdef VAR_RANGES
		logval("order", now.order);
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 112: // STATE 113 - skein.pml:191 - [D_STEP191]
		IfNotBlocked

		reached[0][113] = 1;
		reached[0][t->st] = 1;
		reached[0][tt] = 1;

		if (TstOnly) return 1;

		sv_save();
		S_110_0: /* 2 */
		now.ready[ Index(((P0 *)_this)->me, 2) ] = (((int)now.ready[ Index(((int)((P0 *)_this)->me), 2) ])|((int)now.envelope));
#ifdef VAR_RANGES
		logval("ready[Carrier:me]", ((int)now.ready[ Index(((int)((P0 *)_this)->me), 2) ]));
#endif
		;
S_111_0: /* 2 */
		now.envelope = 0;
#ifdef VAR_RANGES
		logval("envelope", ((int)now.envelope));
#endif
		;
		goto S_113_0;
S_113_0: /* 1 */

#if defined(C_States) && (HAS_TRACK==1)
		c_update((uchar *) &(now.c_state[0]));
#endif
		_m = 3; goto P999;

	case 113: // STATE 114 - skein.pml:192 - [order = 2] (0:0:1 - 1)
		IfNotBlocked
		reached[0][114] = 1;
		(trpt+1)->bup.oval = now.order;
		now.order = 2;
#ifdef VAR_RANGES
		logval("order", now.order);
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 114: // STATE 120 - skein.pml:219 - [(inbox[mine])] (0:0:0 - 1)
		IfNotBlocked
		reached[0][120] = 1;
		if (!(((int)now.inbox[ Index(((int)((P0 *)_this)->mine), 2) ])))
			continue;
		_m = 3; goto P999; /* 0 */
	case 115: // STATE 121 - skein.pml:85 - [((inbox[mine]&1))] (189:0:2 - 1)
		IfNotBlocked
		reached[0][121] = 1;
		if (!((((int)now.inbox[ Index(((int)((P0 *)_this)->mine), 2) ])&1)))
			continue;
		/* merge: t = 0(189, 122, 189) */
		reached[0][122] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)((P0 *)_this)->t);
		((P0 *)_this)->t = 0;
#ifdef VAR_RANGES
		logval("Carrier:t", ((int)((P0 *)_this)->t));
#endif
		;
		/* merge: .(goto)(189, 128, 189) */
		reached[0][128] = 1;
		;
		/* merge: inbox[mine] = (inbox[mine]&~((1<<t)))(189, 129, 189) */
		reached[0][129] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.inbox[ Index(((int)((P0 *)_this)->mine), 2) ]);
		now.inbox[ Index(((P0 *)_this)->mine, 2) ] = (((int)now.inbox[ Index(((int)((P0 *)_this)->mine), 2) ])& ~((1<<((int)((P0 *)_this)->t))));
#ifdef VAR_RANGES
		logval("inbox[Carrier:mine]", ((int)now.inbox[ Index(((int)((P0 *)_this)->mine), 2) ]));
#endif
		;
		/* merge: .(goto)(0, 167, 189) */
		reached[0][167] = 1;
		;
		/* merge: .(goto)(0, 169, 189) */
		reached[0][169] = 1;
		;
		/* merge: .(goto)(0, 171, 189) */
		reached[0][171] = 1;
		;
		/* merge: .(goto)(0, 173, 189) */
		reached[0][173] = 1;
		;
		_m = 3; goto P999; /* 7 */
	case 116: // STATE 128 - skein.pml:89 - [.(goto)] (0:189:1 - 3)
		IfNotBlocked
		reached[0][128] = 1;
		;
		/* merge: inbox[mine] = (inbox[mine]&~((1<<t)))(189, 129, 189) */
		reached[0][129] = 1;
		(trpt+1)->bup.oval = ((int)now.inbox[ Index(((int)((P0 *)_this)->mine), 2) ]);
		now.inbox[ Index(((P0 *)_this)->mine, 2) ] = (((int)now.inbox[ Index(((int)((P0 *)_this)->mine), 2) ])& ~((1<<((int)((P0 *)_this)->t))));
#ifdef VAR_RANGES
		logval("inbox[Carrier:mine]", ((int)now.inbox[ Index(((int)((P0 *)_this)->mine), 2) ]));
#endif
		;
		/* merge: .(goto)(0, 167, 189) */
		reached[0][167] = 1;
		;
		/* merge: .(goto)(0, 169, 189) */
		reached[0][169] = 1;
		;
		/* merge: .(goto)(0, 171, 189) */
		reached[0][171] = 1;
		;
		/* merge: .(goto)(0, 173, 189) */
		reached[0][173] = 1;
		;
		_m = 3; goto P999; /* 5 */
	case 117: // STATE 123 - skein.pml:86 - [((inbox[mine]&2))] (189:0:2 - 1)
		IfNotBlocked
		reached[0][123] = 1;
		if (!((((int)now.inbox[ Index(((int)((P0 *)_this)->mine), 2) ])&2)))
			continue;
		/* merge: t = 1(189, 124, 189) */
		reached[0][124] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)((P0 *)_this)->t);
		((P0 *)_this)->t = 1;
#ifdef VAR_RANGES
		logval("Carrier:t", ((int)((P0 *)_this)->t));
#endif
		;
		/* merge: .(goto)(189, 128, 189) */
		reached[0][128] = 1;
		;
		/* merge: inbox[mine] = (inbox[mine]&~((1<<t)))(189, 129, 189) */
		reached[0][129] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.inbox[ Index(((int)((P0 *)_this)->mine), 2) ]);
		now.inbox[ Index(((P0 *)_this)->mine, 2) ] = (((int)now.inbox[ Index(((int)((P0 *)_this)->mine), 2) ])& ~((1<<((int)((P0 *)_this)->t))));
#ifdef VAR_RANGES
		logval("inbox[Carrier:mine]", ((int)now.inbox[ Index(((int)((P0 *)_this)->mine), 2) ]));
#endif
		;
		/* merge: .(goto)(0, 167, 189) */
		reached[0][167] = 1;
		;
		/* merge: .(goto)(0, 169, 189) */
		reached[0][169] = 1;
		;
		/* merge: .(goto)(0, 171, 189) */
		reached[0][171] = 1;
		;
		/* merge: .(goto)(0, 173, 189) */
		reached[0][173] = 1;
		;
		_m = 3; goto P999; /* 7 */
	case 118: // STATE 125 - skein.pml:87 - [((inbox[mine]&4))] (189:0:2 - 1)
		IfNotBlocked
		reached[0][125] = 1;
		if (!((((int)now.inbox[ Index(((int)((P0 *)_this)->mine), 2) ])&4)))
			continue;
		/* merge: t = 2(189, 126, 189) */
		reached[0][126] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)((P0 *)_this)->t);
		((P0 *)_this)->t = 2;
#ifdef VAR_RANGES
		logval("Carrier:t", ((int)((P0 *)_this)->t));
#endif
		;
		/* merge: .(goto)(189, 128, 189) */
		reached[0][128] = 1;
		;
		/* merge: inbox[mine] = (inbox[mine]&~((1<<t)))(189, 129, 189) */
		reached[0][129] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.inbox[ Index(((int)((P0 *)_this)->mine), 2) ]);
		now.inbox[ Index(((P0 *)_this)->mine, 2) ] = (((int)now.inbox[ Index(((int)((P0 *)_this)->mine), 2) ])& ~((1<<((int)((P0 *)_this)->t))));
#ifdef VAR_RANGES
		logval("inbox[Carrier:mine]", ((int)now.inbox[ Index(((int)((P0 *)_this)->mine), 2) ]));
#endif
		;
		/* merge: .(goto)(0, 167, 189) */
		reached[0][167] = 1;
		;
		/* merge: .(goto)(0, 169, 189) */
		reached[0][169] = 1;
		;
		/* merge: .(goto)(0, 171, 189) */
		reached[0][171] = 1;
		;
		/* merge: .(goto)(0, 173, 189) */
		reached[0][173] = 1;
		;
		_m = 3; goto P999; /* 7 */
	case 119: // STATE 133 - skein.pml:229 - [(overflow)] (0:0:0 - 1)
		IfNotBlocked
		reached[0][133] = 1;
		if (!(((int)now.overflow)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 120: // STATE 134 - skein.pml:85 - [((overflow&1))] (189:0:2 - 1)
		IfNotBlocked
		reached[0][134] = 1;
		if (!((((int)now.overflow)&1)))
			continue;
		/* merge: t = 0(189, 135, 189) */
		reached[0][135] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)((P0 *)_this)->t);
		((P0 *)_this)->t = 0;
#ifdef VAR_RANGES
		logval("Carrier:t", ((int)((P0 *)_this)->t));
#endif
		;
		/* merge: .(goto)(189, 141, 189) */
		reached[0][141] = 1;
		;
		/* merge: overflow = (overflow&~((1<<t)))(189, 142, 189) */
		reached[0][142] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.overflow);
		now.overflow = (((int)now.overflow)& ~((1<<((int)((P0 *)_this)->t))));
#ifdef VAR_RANGES
		logval("overflow", ((int)now.overflow));
#endif
		;
		/* merge: .(goto)(0, 164, 189) */
		reached[0][164] = 1;
		;
		/* merge: .(goto)(0, 167, 189) */
		reached[0][167] = 1;
		;
		/* merge: .(goto)(0, 169, 189) */
		reached[0][169] = 1;
		;
		/* merge: .(goto)(0, 171, 189) */
		reached[0][171] = 1;
		;
		/* merge: .(goto)(0, 173, 189) */
		reached[0][173] = 1;
		;
		_m = 3; goto P999; /* 8 */
	case 121: // STATE 141 - skein.pml:89 - [.(goto)] (0:189:1 - 3)
		IfNotBlocked
		reached[0][141] = 1;
		;
		/* merge: overflow = (overflow&~((1<<t)))(189, 142, 189) */
		reached[0][142] = 1;
		(trpt+1)->bup.oval = ((int)now.overflow);
		now.overflow = (((int)now.overflow)& ~((1<<((int)((P0 *)_this)->t))));
#ifdef VAR_RANGES
		logval("overflow", ((int)now.overflow));
#endif
		;
		/* merge: .(goto)(0, 164, 189) */
		reached[0][164] = 1;
		;
		/* merge: .(goto)(0, 167, 189) */
		reached[0][167] = 1;
		;
		/* merge: .(goto)(0, 169, 189) */
		reached[0][169] = 1;
		;
		/* merge: .(goto)(0, 171, 189) */
		reached[0][171] = 1;
		;
		/* merge: .(goto)(0, 173, 189) */
		reached[0][173] = 1;
		;
		_m = 3; goto P999; /* 6 */
	case 122: // STATE 136 - skein.pml:86 - [((overflow&2))] (189:0:2 - 1)
		IfNotBlocked
		reached[0][136] = 1;
		if (!((((int)now.overflow)&2)))
			continue;
		/* merge: t = 1(189, 137, 189) */
		reached[0][137] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)((P0 *)_this)->t);
		((P0 *)_this)->t = 1;
#ifdef VAR_RANGES
		logval("Carrier:t", ((int)((P0 *)_this)->t));
#endif
		;
		/* merge: .(goto)(189, 141, 189) */
		reached[0][141] = 1;
		;
		/* merge: overflow = (overflow&~((1<<t)))(189, 142, 189) */
		reached[0][142] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.overflow);
		now.overflow = (((int)now.overflow)& ~((1<<((int)((P0 *)_this)->t))));
#ifdef VAR_RANGES
		logval("overflow", ((int)now.overflow));
#endif
		;
		/* merge: .(goto)(0, 164, 189) */
		reached[0][164] = 1;
		;
		/* merge: .(goto)(0, 167, 189) */
		reached[0][167] = 1;
		;
		/* merge: .(goto)(0, 169, 189) */
		reached[0][169] = 1;
		;
		/* merge: .(goto)(0, 171, 189) */
		reached[0][171] = 1;
		;
		/* merge: .(goto)(0, 173, 189) */
		reached[0][173] = 1;
		;
		_m = 3; goto P999; /* 8 */
	case 123: // STATE 138 - skein.pml:87 - [((overflow&4))] (189:0:2 - 1)
		IfNotBlocked
		reached[0][138] = 1;
		if (!((((int)now.overflow)&4)))
			continue;
		/* merge: t = 2(189, 139, 189) */
		reached[0][139] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)((P0 *)_this)->t);
		((P0 *)_this)->t = 2;
#ifdef VAR_RANGES
		logval("Carrier:t", ((int)((P0 *)_this)->t));
#endif
		;
		/* merge: .(goto)(189, 141, 189) */
		reached[0][141] = 1;
		;
		/* merge: overflow = (overflow&~((1<<t)))(189, 142, 189) */
		reached[0][142] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.overflow);
		now.overflow = (((int)now.overflow)& ~((1<<((int)((P0 *)_this)->t))));
#ifdef VAR_RANGES
		logval("overflow", ((int)now.overflow));
#endif
		;
		/* merge: .(goto)(0, 164, 189) */
		reached[0][164] = 1;
		;
		/* merge: .(goto)(0, 167, 189) */
		reached[0][167] = 1;
		;
		/* merge: .(goto)(0, 169, 189) */
		reached[0][169] = 1;
		;
		/* merge: .(goto)(0, 171, 189) */
		reached[0][171] = 1;
		;
		/* merge: .(goto)(0, 173, 189) */
		reached[0][173] = 1;
		;
		_m = 3; goto P999; /* 8 */
	case 124: // STATE 146 - skein.pml:232 - [(letterOverflow)] (159:0:1 - 1)
		IfNotBlocked
		reached[0][146] = 1;
		if (!(((int)now.letterOverflow)))
			continue;
		/* merge: letterOverflow = 0(0, 147, 159) */
		reached[0][147] = 1;
		(trpt+1)->bup.oval = ((int)now.letterOverflow);
		now.letterOverflow = 0;
#ifdef VAR_RANGES
		logval("letterOverflow", ((int)now.letterOverflow));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 125: // STATE 149 - skein.pml:190 - [((order==4))] (154:0:1 - 1)
		IfNotBlocked
		reached[0][149] = 1;
		if (!((now.order==4)))
			continue;
		/* merge: order = 3(0, 150, 154) */
		reached[0][150] = 1;
		(trpt+1)->bup.oval = now.order;
		now.order = 3;
#ifdef VAR_RANGES
		logval("order", now.order);
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 126: // STATE 154 - skein.pml:191 - [D_STEP191]
		IfNotBlocked

		reached[0][154] = 1;
		reached[0][t->st] = 1;
		reached[0][tt] = 1;

		if (TstOnly) return 1;

		sv_save();
		S_151_0: /* 2 */
		now.ready[ Index(((P0 *)_this)->me, 2) ] = (((int)now.ready[ Index(((int)((P0 *)_this)->me), 2) ])|((int)now.envelope));
#ifdef VAR_RANGES
		logval("ready[Carrier:me]", ((int)now.ready[ Index(((int)((P0 *)_this)->me), 2) ]));
#endif
		;
S_152_0: /* 2 */
		now.envelope = 0;
#ifdef VAR_RANGES
		logval("envelope", ((int)now.envelope));
#endif
		;
		goto S_154_0;
S_154_0: /* 1 */

#if defined(C_States) && (HAS_TRACK==1)
		c_update((uchar *) &(now.c_state[0]));
#endif
		_m = 3; goto P999;

	case 127: // STATE 155 - skein.pml:192 - [order = 2] (0:0:1 - 1)
		IfNotBlocked
		reached[0][155] = 1;
		(trpt+1)->bup.oval = now.order;
		now.order = 2;
#ifdef VAR_RANGES
		logval("order", now.order);
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 128: // STATE 175 - skein.pml:313 - [((t!=9))] (0:0:0 - 1)
		IfNotBlocked
		reached[0][175] = 1;
		if (!((((int)((P0 *)_this)->t)!=9)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 129: // STATE 176 - skein.pml:166 - [assert(!((ended&(1<<t))))] (0:0:0 - 1)
		IfNotBlocked
		reached[0][176] = 1;
		spin_assert( !((((int)now.ended)&(1<<((int)((P0 *)_this)->t)))), " !((ended&(1<<t)))", II, tt, t);
		_m = 3; goto P999; /* 0 */
	case 130: // STATE 177 - skein.pml:167 - [assert(!((ended&(1<<t))))] (0:186:3 - 1)
		IfNotBlocked
		reached[0][177] = 1;
		spin_assert( !((((int)now.ended)&(1<<((int)((P0 *)_this)->t)))), " !((ended&(1<<t)))", II, tt, t);
		/* merge: ended = (ended|(1<<t))(186, 178, 186) */
		reached[0][178] = 1;
		(trpt+1)->bup.ovals = grab_ints(3);
		(trpt+1)->bup.ovals[0] = ((int)now.ended);
		now.ended = (((int)now.ended)|(1<<((int)((P0 *)_this)->t)));
#ifdef VAR_RANGES
		logval("ended", ((int)now.ended));
#endif
		;
		/* merge: t = 9(186, 181, 186) */
		reached[0][181] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P0 *)_this)->t);
		((P0 *)_this)->t = 9;
#ifdef VAR_RANGES
		logval("Carrier:t", ((int)((P0 *)_this)->t));
#endif
		;
		if (TstOnly) return 1; /* TT */
		/* dead 2: t */  
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P0 *)_this)->t = 0;
		_m = 3; goto P999; /* 2 */
	case 131: // STATE 182 - skein.pml:314 - [(lost)] (0:0:1 - 1)
		IfNotBlocked
		reached[0][182] = 1;
		if (!(((int)((P0 *)_this)->lost)))
			continue;
		if (TstOnly) return 1; /* TT */
		/* dead 1: lost */  (trpt+1)->bup.oval = ((P0 *)_this)->lost;
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P0 *)_this)->lost = 0;
		_m = 3; goto P999; /* 0 */
	case 132: // STATE 191 - skein.pml:317 - [searchers = (searchers+1)] (0:0:1 - 3)
		IfNotBlocked
		reached[0][191] = 1;
		(trpt+1)->bup.oval = now.searchers;
		now.searchers = (now.searchers+1);
#ifdef VAR_RANGES
		logval("searchers", now.searchers);
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 133: // STATE 192 - skein.pml:208 - [t = 9] (0:0:1 - 1)
		IfNotBlocked
		reached[0][192] = 1;
		(trpt+1)->bup.oval = ((int)((P0 *)_this)->t);
		((P0 *)_this)->t = 9;
#ifdef VAR_RANGES
		logval("Carrier:t", ((int)((P0 *)_this)->t));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 134: // STATE 193 - skein.pml:210 - [(ready[me])] (0:0:0 - 1)
		IfNotBlocked
		reached[0][193] = 1;
		if (!(((int)now.ready[ Index(((int)((P0 *)_this)->me), 2) ])))
			continue;
		_m = 3; goto P999; /* 0 */
	case 135: // STATE 194 - skein.pml:85 - [((ready[me]&1))] (319:0:2 - 1)
		IfNotBlocked
		reached[0][194] = 1;
		if (!((((int)now.ready[ Index(((int)((P0 *)_this)->me), 2) ])&1)))
			continue;
		/* merge: t = 0(319, 195, 319) */
		reached[0][195] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)((P0 *)_this)->t);
		((P0 *)_this)->t = 0;
#ifdef VAR_RANGES
		logval("Carrier:t", ((int)((P0 *)_this)->t));
#endif
		;
		/* merge: .(goto)(319, 201, 319) */
		reached[0][201] = 1;
		;
		/* merge: ready[me] = (ready[me]&~((1<<t)))(319, 202, 319) */
		reached[0][202] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.ready[ Index(((int)((P0 *)_this)->me), 2) ]);
		now.ready[ Index(((P0 *)_this)->me, 2) ] = (((int)now.ready[ Index(((int)((P0 *)_this)->me), 2) ])& ~((1<<((int)((P0 *)_this)->t))));
#ifdef VAR_RANGES
		logval("ready[Carrier:me]", ((int)now.ready[ Index(((int)((P0 *)_this)->me), 2) ]));
#endif
		;
		/* merge: .(goto)(0, 287, 319) */
		reached[0][287] = 1;
		;
		_m = 3; goto P999; /* 4 */
	case 136: // STATE 201 - skein.pml:89 - [.(goto)] (0:319:1 - 3)
		IfNotBlocked
		reached[0][201] = 1;
		;
		/* merge: ready[me] = (ready[me]&~((1<<t)))(319, 202, 319) */
		reached[0][202] = 1;
		(trpt+1)->bup.oval = ((int)now.ready[ Index(((int)((P0 *)_this)->me), 2) ]);
		now.ready[ Index(((P0 *)_this)->me, 2) ] = (((int)now.ready[ Index(((int)((P0 *)_this)->me), 2) ])& ~((1<<((int)((P0 *)_this)->t))));
#ifdef VAR_RANGES
		logval("ready[Carrier:me]", ((int)now.ready[ Index(((int)((P0 *)_this)->me), 2) ]));
#endif
		;
		/* merge: .(goto)(0, 287, 319) */
		reached[0][287] = 1;
		;
		_m = 3; goto P999; /* 2 */
	case 137: // STATE 196 - skein.pml:86 - [((ready[me]&2))] (319:0:2 - 1)
		IfNotBlocked
		reached[0][196] = 1;
		if (!((((int)now.ready[ Index(((int)((P0 *)_this)->me), 2) ])&2)))
			continue;
		/* merge: t = 1(319, 197, 319) */
		reached[0][197] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)((P0 *)_this)->t);
		((P0 *)_this)->t = 1;
#ifdef VAR_RANGES
		logval("Carrier:t", ((int)((P0 *)_this)->t));
#endif
		;
		/* merge: .(goto)(319, 201, 319) */
		reached[0][201] = 1;
		;
		/* merge: ready[me] = (ready[me]&~((1<<t)))(319, 202, 319) */
		reached[0][202] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.ready[ Index(((int)((P0 *)_this)->me), 2) ]);
		now.ready[ Index(((P0 *)_this)->me, 2) ] = (((int)now.ready[ Index(((int)((P0 *)_this)->me), 2) ])& ~((1<<((int)((P0 *)_this)->t))));
#ifdef VAR_RANGES
		logval("ready[Carrier:me]", ((int)now.ready[ Index(((int)((P0 *)_this)->me), 2) ]));
#endif
		;
		/* merge: .(goto)(0, 287, 319) */
		reached[0][287] = 1;
		;
		_m = 3; goto P999; /* 4 */
	case 138: // STATE 198 - skein.pml:87 - [((ready[me]&4))] (319:0:2 - 1)
		IfNotBlocked
		reached[0][198] = 1;
		if (!((((int)now.ready[ Index(((int)((P0 *)_this)->me), 2) ])&4)))
			continue;
		/* merge: t = 2(319, 199, 319) */
		reached[0][199] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)((P0 *)_this)->t);
		((P0 *)_this)->t = 2;
#ifdef VAR_RANGES
		logval("Carrier:t", ((int)((P0 *)_this)->t));
#endif
		;
		/* merge: .(goto)(319, 201, 319) */
		reached[0][201] = 1;
		;
		/* merge: ready[me] = (ready[me]&~((1<<t)))(319, 202, 319) */
		reached[0][202] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.ready[ Index(((int)((P0 *)_this)->me), 2) ]);
		now.ready[ Index(((P0 *)_this)->me, 2) ] = (((int)now.ready[ Index(((int)((P0 *)_this)->me), 2) ])& ~((1<<((int)((P0 *)_this)->t))));
#ifdef VAR_RANGES
		logval("ready[Carrier:me]", ((int)now.ready[ Index(((int)((P0 *)_this)->me), 2) ]));
#endif
		;
		/* merge: .(goto)(0, 287, 319) */
		reached[0][287] = 1;
		;
		_m = 3; goto P999; /* 4 */
	case 139: // STATE 206 - skein.pml:213 - [(addressed[mine])] (0:0:0 - 1)
		IfNotBlocked
		reached[0][206] = 1;
		if (!(((int)now.addressed[ Index(((int)((P0 *)_this)->mine), 2) ])))
			continue;
		_m = 3; goto P999; /* 0 */
	case 140: // STATE 207 - skein.pml:85 - [((addressed[mine]&1))] (319:0:2 - 1)
		IfNotBlocked
		reached[0][207] = 1;
		if (!((((int)now.addressed[ Index(((int)((P0 *)_this)->mine), 2) ])&1)))
			continue;
		/* merge: t = 0(319, 208, 319) */
		reached[0][208] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)((P0 *)_this)->t);
		((P0 *)_this)->t = 0;
#ifdef VAR_RANGES
		logval("Carrier:t", ((int)((P0 *)_this)->t));
#endif
		;
		/* merge: .(goto)(319, 214, 319) */
		reached[0][214] = 1;
		;
		/* merge: addressed[mine] = (addressed[mine]&~((1<<t)))(319, 215, 319) */
		reached[0][215] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.addressed[ Index(((int)((P0 *)_this)->mine), 2) ]);
		now.addressed[ Index(((P0 *)_this)->mine, 2) ] = (((int)now.addressed[ Index(((int)((P0 *)_this)->mine), 2) ])& ~((1<<((int)((P0 *)_this)->t))));
#ifdef VAR_RANGES
		logval("addressed[Carrier:mine]", ((int)now.addressed[ Index(((int)((P0 *)_this)->mine), 2) ]));
#endif
		;
		/* merge: .(goto)(0, 285, 319) */
		reached[0][285] = 1;
		;
		/* merge: .(goto)(0, 287, 319) */
		reached[0][287] = 1;
		;
		_m = 3; goto P999; /* 5 */
	case 141: // STATE 214 - skein.pml:89 - [.(goto)] (0:319:1 - 3)
		IfNotBlocked
		reached[0][214] = 1;
		;
		/* merge: addressed[mine] = (addressed[mine]&~((1<<t)))(319, 215, 319) */
		reached[0][215] = 1;
		(trpt+1)->bup.oval = ((int)now.addressed[ Index(((int)((P0 *)_this)->mine), 2) ]);
		now.addressed[ Index(((P0 *)_this)->mine, 2) ] = (((int)now.addressed[ Index(((int)((P0 *)_this)->mine), 2) ])& ~((1<<((int)((P0 *)_this)->t))));
#ifdef VAR_RANGES
		logval("addressed[Carrier:mine]", ((int)now.addressed[ Index(((int)((P0 *)_this)->mine), 2) ]));
#endif
		;
		/* merge: .(goto)(0, 285, 319) */
		reached[0][285] = 1;
		;
		/* merge: .(goto)(0, 287, 319) */
		reached[0][287] = 1;
		;
		_m = 3; goto P999; /* 3 */
	case 142: // STATE 209 - skein.pml:86 - [((addressed[mine]&2))] (319:0:2 - 1)
		IfNotBlocked
		reached[0][209] = 1;
		if (!((((int)now.addressed[ Index(((int)((P0 *)_this)->mine), 2) ])&2)))
			continue;
		/* merge: t = 1(319, 210, 319) */
		reached[0][210] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)((P0 *)_this)->t);
		((P0 *)_this)->t = 1;
#ifdef VAR_RANGES
		logval("Carrier:t", ((int)((P0 *)_this)->t));
#endif
		;
		/* merge: .(goto)(319, 214, 319) */
		reached[0][214] = 1;
		;
		/* merge: addressed[mine] = (addressed[mine]&~((1<<t)))(319, 215, 319) */
		reached[0][215] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.addressed[ Index(((int)((P0 *)_this)->mine), 2) ]);
		now.addressed[ Index(((P0 *)_this)->mine, 2) ] = (((int)now.addressed[ Index(((int)((P0 *)_this)->mine), 2) ])& ~((1<<((int)((P0 *)_this)->t))));
#ifdef VAR_RANGES
		logval("addressed[Carrier:mine]", ((int)now.addressed[ Index(((int)((P0 *)_this)->mine), 2) ]));
#endif
		;
		/* merge: .(goto)(0, 285, 319) */
		reached[0][285] = 1;
		;
		/* merge: .(goto)(0, 287, 319) */
		reached[0][287] = 1;
		;
		_m = 3; goto P999; /* 5 */
	case 143: // STATE 211 - skein.pml:87 - [((addressed[mine]&4))] (319:0:2 - 1)
		IfNotBlocked
		reached[0][211] = 1;
		if (!((((int)now.addressed[ Index(((int)((P0 *)_this)->mine), 2) ])&4)))
			continue;
		/* merge: t = 2(319, 212, 319) */
		reached[0][212] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)((P0 *)_this)->t);
		((P0 *)_this)->t = 2;
#ifdef VAR_RANGES
		logval("Carrier:t", ((int)((P0 *)_this)->t));
#endif
		;
		/* merge: .(goto)(319, 214, 319) */
		reached[0][214] = 1;
		;
		/* merge: addressed[mine] = (addressed[mine]&~((1<<t)))(319, 215, 319) */
		reached[0][215] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.addressed[ Index(((int)((P0 *)_this)->mine), 2) ]);
		now.addressed[ Index(((P0 *)_this)->mine, 2) ] = (((int)now.addressed[ Index(((int)((P0 *)_this)->mine), 2) ])& ~((1<<((int)((P0 *)_this)->t))));
#ifdef VAR_RANGES
		logval("addressed[Carrier:mine]", ((int)now.addressed[ Index(((int)((P0 *)_this)->mine), 2) ]));
#endif
		;
		/* merge: .(goto)(0, 285, 319) */
		reached[0][285] = 1;
		;
		/* merge: .(goto)(0, 287, 319) */
		reached[0][287] = 1;
		;
		_m = 3; goto P999; /* 5 */
	case 144: // STATE 219 - skein.pml:216 - [((letterInbox&&(mine==(1-orderFrom))))] (232:0:1 - 1)
		IfNotBlocked
		reached[0][219] = 1;
		if (!((((int)now.letterInbox)&&(((int)((P0 *)_this)->mine)==(1-((int)now.orderFrom))))))
			continue;
		/* merge: letterInbox = 0(0, 220, 232) */
		reached[0][220] = 1;
		(trpt+1)->bup.oval = ((int)now.letterInbox);
		now.letterInbox = 0;
#ifdef VAR_RANGES
		logval("letterInbox", ((int)now.letterInbox));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 145: // STATE 222 - skein.pml:190 - [((order==4))] (227:0:1 - 1)
		IfNotBlocked
		reached[0][222] = 1;
		if (!((now.order==4)))
			continue;
		/* merge: order = 3(0, 223, 227) */
		reached[0][223] = 1;
		(trpt+1)->bup.oval = now.order;
		now.order = 3;
#ifdef VAR_RANGES
		logval("order", now.order);
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 146: // STATE 227 - skein.pml:191 - [D_STEP191]
		IfNotBlocked

		reached[0][227] = 1;
		reached[0][t->st] = 1;
		reached[0][tt] = 1;

		if (TstOnly) return 1;

		sv_save();
		S_224_0: /* 2 */
		now.ready[ Index(((P0 *)_this)->me, 2) ] = (((int)now.ready[ Index(((int)((P0 *)_this)->me), 2) ])|((int)now.envelope));
#ifdef VAR_RANGES
		logval("ready[Carrier:me]", ((int)now.ready[ Index(((int)((P0 *)_this)->me), 2) ]));
#endif
		;
S_225_0: /* 2 */
		now.envelope = 0;
#ifdef VAR_RANGES
		logval("envelope", ((int)now.envelope));
#endif
		;
		goto S_227_0;
S_227_0: /* 1 */

#if defined(C_States) && (HAS_TRACK==1)
		c_update((uchar *) &(now.c_state[0]));
#endif
		_m = 3; goto P999;

	case 147: // STATE 228 - skein.pml:192 - [order = 2] (0:0:1 - 1)
		IfNotBlocked
		reached[0][228] = 1;
		(trpt+1)->bup.oval = now.order;
		now.order = 2;
#ifdef VAR_RANGES
		logval("order", now.order);
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 148: // STATE 234 - skein.pml:219 - [(inbox[mine])] (0:0:0 - 1)
		IfNotBlocked
		reached[0][234] = 1;
		if (!(((int)now.inbox[ Index(((int)((P0 *)_this)->mine), 2) ])))
			continue;
		_m = 3; goto P999; /* 0 */
	case 149: // STATE 235 - skein.pml:85 - [((inbox[mine]&1))] (319:0:2 - 1)
		IfNotBlocked
		reached[0][235] = 1;
		if (!((((int)now.inbox[ Index(((int)((P0 *)_this)->mine), 2) ])&1)))
			continue;
		/* merge: t = 0(319, 236, 319) */
		reached[0][236] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)((P0 *)_this)->t);
		((P0 *)_this)->t = 0;
#ifdef VAR_RANGES
		logval("Carrier:t", ((int)((P0 *)_this)->t));
#endif
		;
		/* merge: .(goto)(319, 242, 319) */
		reached[0][242] = 1;
		;
		/* merge: inbox[mine] = (inbox[mine]&~((1<<t)))(319, 243, 319) */
		reached[0][243] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.inbox[ Index(((int)((P0 *)_this)->mine), 2) ]);
		now.inbox[ Index(((P0 *)_this)->mine, 2) ] = (((int)now.inbox[ Index(((int)((P0 *)_this)->mine), 2) ])& ~((1<<((int)((P0 *)_this)->t))));
#ifdef VAR_RANGES
		logval("inbox[Carrier:mine]", ((int)now.inbox[ Index(((int)((P0 *)_this)->mine), 2) ]));
#endif
		;
		/* merge: .(goto)(0, 281, 319) */
		reached[0][281] = 1;
		;
		/* merge: .(goto)(0, 283, 319) */
		reached[0][283] = 1;
		;
		/* merge: .(goto)(0, 285, 319) */
		reached[0][285] = 1;
		;
		/* merge: .(goto)(0, 287, 319) */
		reached[0][287] = 1;
		;
		_m = 3; goto P999; /* 7 */
	case 150: // STATE 242 - skein.pml:89 - [.(goto)] (0:319:1 - 3)
		IfNotBlocked
		reached[0][242] = 1;
		;
		/* merge: inbox[mine] = (inbox[mine]&~((1<<t)))(319, 243, 319) */
		reached[0][243] = 1;
		(trpt+1)->bup.oval = ((int)now.inbox[ Index(((int)((P0 *)_this)->mine), 2) ]);
		now.inbox[ Index(((P0 *)_this)->mine, 2) ] = (((int)now.inbox[ Index(((int)((P0 *)_this)->mine), 2) ])& ~((1<<((int)((P0 *)_this)->t))));
#ifdef VAR_RANGES
		logval("inbox[Carrier:mine]", ((int)now.inbox[ Index(((int)((P0 *)_this)->mine), 2) ]));
#endif
		;
		/* merge: .(goto)(0, 281, 319) */
		reached[0][281] = 1;
		;
		/* merge: .(goto)(0, 283, 319) */
		reached[0][283] = 1;
		;
		/* merge: .(goto)(0, 285, 319) */
		reached[0][285] = 1;
		;
		/* merge: .(goto)(0, 287, 319) */
		reached[0][287] = 1;
		;
		_m = 3; goto P999; /* 5 */
	case 151: // STATE 237 - skein.pml:86 - [((inbox[mine]&2))] (319:0:2 - 1)
		IfNotBlocked
		reached[0][237] = 1;
		if (!((((int)now.inbox[ Index(((int)((P0 *)_this)->mine), 2) ])&2)))
			continue;
		/* merge: t = 1(319, 238, 319) */
		reached[0][238] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)((P0 *)_this)->t);
		((P0 *)_this)->t = 1;
#ifdef VAR_RANGES
		logval("Carrier:t", ((int)((P0 *)_this)->t));
#endif
		;
		/* merge: .(goto)(319, 242, 319) */
		reached[0][242] = 1;
		;
		/* merge: inbox[mine] = (inbox[mine]&~((1<<t)))(319, 243, 319) */
		reached[0][243] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.inbox[ Index(((int)((P0 *)_this)->mine), 2) ]);
		now.inbox[ Index(((P0 *)_this)->mine, 2) ] = (((int)now.inbox[ Index(((int)((P0 *)_this)->mine), 2) ])& ~((1<<((int)((P0 *)_this)->t))));
#ifdef VAR_RANGES
		logval("inbox[Carrier:mine]", ((int)now.inbox[ Index(((int)((P0 *)_this)->mine), 2) ]));
#endif
		;
		/* merge: .(goto)(0, 281, 319) */
		reached[0][281] = 1;
		;
		/* merge: .(goto)(0, 283, 319) */
		reached[0][283] = 1;
		;
		/* merge: .(goto)(0, 285, 319) */
		reached[0][285] = 1;
		;
		/* merge: .(goto)(0, 287, 319) */
		reached[0][287] = 1;
		;
		_m = 3; goto P999; /* 7 */
	case 152: // STATE 239 - skein.pml:87 - [((inbox[mine]&4))] (319:0:2 - 1)
		IfNotBlocked
		reached[0][239] = 1;
		if (!((((int)now.inbox[ Index(((int)((P0 *)_this)->mine), 2) ])&4)))
			continue;
		/* merge: t = 2(319, 240, 319) */
		reached[0][240] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)((P0 *)_this)->t);
		((P0 *)_this)->t = 2;
#ifdef VAR_RANGES
		logval("Carrier:t", ((int)((P0 *)_this)->t));
#endif
		;
		/* merge: .(goto)(319, 242, 319) */
		reached[0][242] = 1;
		;
		/* merge: inbox[mine] = (inbox[mine]&~((1<<t)))(319, 243, 319) */
		reached[0][243] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.inbox[ Index(((int)((P0 *)_this)->mine), 2) ]);
		now.inbox[ Index(((P0 *)_this)->mine, 2) ] = (((int)now.inbox[ Index(((int)((P0 *)_this)->mine), 2) ])& ~((1<<((int)((P0 *)_this)->t))));
#ifdef VAR_RANGES
		logval("inbox[Carrier:mine]", ((int)now.inbox[ Index(((int)((P0 *)_this)->mine), 2) ]));
#endif
		;
		/* merge: .(goto)(0, 281, 319) */
		reached[0][281] = 1;
		;
		/* merge: .(goto)(0, 283, 319) */
		reached[0][283] = 1;
		;
		/* merge: .(goto)(0, 285, 319) */
		reached[0][285] = 1;
		;
		/* merge: .(goto)(0, 287, 319) */
		reached[0][287] = 1;
		;
		_m = 3; goto P999; /* 7 */
	case 153: // STATE 247 - skein.pml:229 - [(overflow)] (0:0:0 - 1)
		IfNotBlocked
		reached[0][247] = 1;
		if (!(((int)now.overflow)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 154: // STATE 248 - skein.pml:85 - [((overflow&1))] (319:0:2 - 1)
		IfNotBlocked
		reached[0][248] = 1;
		if (!((((int)now.overflow)&1)))
			continue;
		/* merge: t = 0(319, 249, 319) */
		reached[0][249] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)((P0 *)_this)->t);
		((P0 *)_this)->t = 0;
#ifdef VAR_RANGES
		logval("Carrier:t", ((int)((P0 *)_this)->t));
#endif
		;
		/* merge: .(goto)(319, 255, 319) */
		reached[0][255] = 1;
		;
		/* merge: overflow = (overflow&~((1<<t)))(319, 256, 319) */
		reached[0][256] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.overflow);
		now.overflow = (((int)now.overflow)& ~((1<<((int)((P0 *)_this)->t))));
#ifdef VAR_RANGES
		logval("overflow", ((int)now.overflow));
#endif
		;
		/* merge: .(goto)(0, 278, 319) */
		reached[0][278] = 1;
		;
		/* merge: .(goto)(0, 281, 319) */
		reached[0][281] = 1;
		;
		/* merge: .(goto)(0, 283, 319) */
		reached[0][283] = 1;
		;
		/* merge: .(goto)(0, 285, 319) */
		reached[0][285] = 1;
		;
		/* merge: .(goto)(0, 287, 319) */
		reached[0][287] = 1;
		;
		_m = 3; goto P999; /* 8 */
	case 155: // STATE 255 - skein.pml:89 - [.(goto)] (0:319:1 - 3)
		IfNotBlocked
		reached[0][255] = 1;
		;
		/* merge: overflow = (overflow&~((1<<t)))(319, 256, 319) */
		reached[0][256] = 1;
		(trpt+1)->bup.oval = ((int)now.overflow);
		now.overflow = (((int)now.overflow)& ~((1<<((int)((P0 *)_this)->t))));
#ifdef VAR_RANGES
		logval("overflow", ((int)now.overflow));
#endif
		;
		/* merge: .(goto)(0, 278, 319) */
		reached[0][278] = 1;
		;
		/* merge: .(goto)(0, 281, 319) */
		reached[0][281] = 1;
		;
		/* merge: .(goto)(0, 283, 319) */
		reached[0][283] = 1;
		;
		/* merge: .(goto)(0, 285, 319) */
		reached[0][285] = 1;
		;
		/* merge: .(goto)(0, 287, 319) */
		reached[0][287] = 1;
		;
		_m = 3; goto P999; /* 6 */
	case 156: // STATE 250 - skein.pml:86 - [((overflow&2))] (319:0:2 - 1)
		IfNotBlocked
		reached[0][250] = 1;
		if (!((((int)now.overflow)&2)))
			continue;
		/* merge: t = 1(319, 251, 319) */
		reached[0][251] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)((P0 *)_this)->t);
		((P0 *)_this)->t = 1;
#ifdef VAR_RANGES
		logval("Carrier:t", ((int)((P0 *)_this)->t));
#endif
		;
		/* merge: .(goto)(319, 255, 319) */
		reached[0][255] = 1;
		;
		/* merge: overflow = (overflow&~((1<<t)))(319, 256, 319) */
		reached[0][256] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.overflow);
		now.overflow = (((int)now.overflow)& ~((1<<((int)((P0 *)_this)->t))));
#ifdef VAR_RANGES
		logval("overflow", ((int)now.overflow));
#endif
		;
		/* merge: .(goto)(0, 278, 319) */
		reached[0][278] = 1;
		;
		/* merge: .(goto)(0, 281, 319) */
		reached[0][281] = 1;
		;
		/* merge: .(goto)(0, 283, 319) */
		reached[0][283] = 1;
		;
		/* merge: .(goto)(0, 285, 319) */
		reached[0][285] = 1;
		;
		/* merge: .(goto)(0, 287, 319) */
		reached[0][287] = 1;
		;
		_m = 3; goto P999; /* 8 */
	case 157: // STATE 252 - skein.pml:87 - [((overflow&4))] (319:0:2 - 1)
		IfNotBlocked
		reached[0][252] = 1;
		if (!((((int)now.overflow)&4)))
			continue;
		/* merge: t = 2(319, 253, 319) */
		reached[0][253] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)((P0 *)_this)->t);
		((P0 *)_this)->t = 2;
#ifdef VAR_RANGES
		logval("Carrier:t", ((int)((P0 *)_this)->t));
#endif
		;
		/* merge: .(goto)(319, 255, 319) */
		reached[0][255] = 1;
		;
		/* merge: overflow = (overflow&~((1<<t)))(319, 256, 319) */
		reached[0][256] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.overflow);
		now.overflow = (((int)now.overflow)& ~((1<<((int)((P0 *)_this)->t))));
#ifdef VAR_RANGES
		logval("overflow", ((int)now.overflow));
#endif
		;
		/* merge: .(goto)(0, 278, 319) */
		reached[0][278] = 1;
		;
		/* merge: .(goto)(0, 281, 319) */
		reached[0][281] = 1;
		;
		/* merge: .(goto)(0, 283, 319) */
		reached[0][283] = 1;
		;
		/* merge: .(goto)(0, 285, 319) */
		reached[0][285] = 1;
		;
		/* merge: .(goto)(0, 287, 319) */
		reached[0][287] = 1;
		;
		_m = 3; goto P999; /* 8 */
	case 158: // STATE 260 - skein.pml:232 - [(letterOverflow)] (273:0:1 - 1)
		IfNotBlocked
		reached[0][260] = 1;
		if (!(((int)now.letterOverflow)))
			continue;
		/* merge: letterOverflow = 0(0, 261, 273) */
		reached[0][261] = 1;
		(trpt+1)->bup.oval = ((int)now.letterOverflow);
		now.letterOverflow = 0;
#ifdef VAR_RANGES
		logval("letterOverflow", ((int)now.letterOverflow));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 159: // STATE 263 - skein.pml:190 - [((order==4))] (268:0:1 - 1)
		IfNotBlocked
		reached[0][263] = 1;
		if (!((now.order==4)))
			continue;
		/* merge: order = 3(0, 264, 268) */
		reached[0][264] = 1;
		(trpt+1)->bup.oval = now.order;
		now.order = 3;
#ifdef VAR_RANGES
		logval("order", now.order);
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 160: // STATE 268 - skein.pml:191 - [D_STEP191]
		IfNotBlocked

		reached[0][268] = 1;
		reached[0][t->st] = 1;
		reached[0][tt] = 1;

		if (TstOnly) return 1;

		sv_save();
		S_265_0: /* 2 */
		now.ready[ Index(((P0 *)_this)->me, 2) ] = (((int)now.ready[ Index(((int)((P0 *)_this)->me), 2) ])|((int)now.envelope));
#ifdef VAR_RANGES
		logval("ready[Carrier:me]", ((int)now.ready[ Index(((int)((P0 *)_this)->me), 2) ]));
#endif
		;
S_266_0: /* 2 */
		now.envelope = 0;
#ifdef VAR_RANGES
		logval("envelope", ((int)now.envelope));
#endif
		;
		goto S_268_0;
S_268_0: /* 1 */

#if defined(C_States) && (HAS_TRACK==1)
		c_update((uchar *) &(now.c_state[0]));
#endif
		_m = 3; goto P999;

	case 161: // STATE 269 - skein.pml:192 - [order = 2] (0:0:1 - 1)
		IfNotBlocked
		reached[0][269] = 1;
		(trpt+1)->bup.oval = now.order;
		now.order = 2;
#ifdef VAR_RANGES
		logval("order", now.order);
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 162: // STATE 289 - skein.pml:320 - [((t==9))] (0:0:0 - 1)
		IfNotBlocked
		reached[0][289] = 1;
		if (!((((int)((P0 *)_this)->t)==9)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 163: // STATE 290 - skein.pml:241 - [(inbox[(1-mine)])] (0:0:0 - 1)
		IfNotBlocked
		reached[0][290] = 1;
		if (!(((int)now.inbox[ Index((1-((int)((P0 *)_this)->mine)), 2) ])))
			continue;
		_m = 3; goto P999; /* 0 */
	case 164: // STATE 291 - skein.pml:85 - [((inbox[(1-mine)]&1))] (367:0:2 - 1)
		IfNotBlocked
		reached[0][291] = 1;
		if (!((((int)now.inbox[ Index((1-((int)((P0 *)_this)->mine)), 2) ])&1)))
			continue;
		/* merge: t = 0(367, 292, 367) */
		reached[0][292] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)((P0 *)_this)->t);
		((P0 *)_this)->t = 0;
#ifdef VAR_RANGES
		logval("Carrier:t", ((int)((P0 *)_this)->t));
#endif
		;
		/* merge: .(goto)(367, 298, 367) */
		reached[0][298] = 1;
		;
		/* merge: inbox[(1-mine)] = (inbox[(1-mine)]&~((1<<t)))(367, 299, 367) */
		reached[0][299] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.inbox[ Index((1-((int)((P0 *)_this)->mine)), 2) ]);
		now.inbox[ Index((1-((P0 *)_this)->mine), 2) ] = (((int)now.inbox[ Index((1-((int)((P0 *)_this)->mine)), 2) ])& ~((1<<((int)((P0 *)_this)->t))));
#ifdef VAR_RANGES
		logval("inbox[(1-Carrier:mine)]", ((int)now.inbox[ Index((1-((int)((P0 *)_this)->mine)), 2) ]));
#endif
		;
		/* merge: .(goto)(0, 316, 367) */
		reached[0][316] = 1;
		;
		/* merge: .(goto)(0, 320, 367) */
		reached[0][320] = 1;
		;
		_m = 3; goto P999; /* 5 */
	case 165: // STATE 298 - skein.pml:89 - [.(goto)] (0:367:1 - 3)
		IfNotBlocked
		reached[0][298] = 1;
		;
		/* merge: inbox[(1-mine)] = (inbox[(1-mine)]&~((1<<t)))(367, 299, 367) */
		reached[0][299] = 1;
		(trpt+1)->bup.oval = ((int)now.inbox[ Index((1-((int)((P0 *)_this)->mine)), 2) ]);
		now.inbox[ Index((1-((P0 *)_this)->mine), 2) ] = (((int)now.inbox[ Index((1-((int)((P0 *)_this)->mine)), 2) ])& ~((1<<((int)((P0 *)_this)->t))));
#ifdef VAR_RANGES
		logval("inbox[(1-Carrier:mine)]", ((int)now.inbox[ Index((1-((int)((P0 *)_this)->mine)), 2) ]));
#endif
		;
		/* merge: .(goto)(0, 316, 367) */
		reached[0][316] = 1;
		;
		/* merge: .(goto)(0, 320, 367) */
		reached[0][320] = 1;
		;
		_m = 3; goto P999; /* 3 */
	case 166: // STATE 293 - skein.pml:86 - [((inbox[(1-mine)]&2))] (367:0:2 - 1)
		IfNotBlocked
		reached[0][293] = 1;
		if (!((((int)now.inbox[ Index((1-((int)((P0 *)_this)->mine)), 2) ])&2)))
			continue;
		/* merge: t = 1(367, 294, 367) */
		reached[0][294] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)((P0 *)_this)->t);
		((P0 *)_this)->t = 1;
#ifdef VAR_RANGES
		logval("Carrier:t", ((int)((P0 *)_this)->t));
#endif
		;
		/* merge: .(goto)(367, 298, 367) */
		reached[0][298] = 1;
		;
		/* merge: inbox[(1-mine)] = (inbox[(1-mine)]&~((1<<t)))(367, 299, 367) */
		reached[0][299] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.inbox[ Index((1-((int)((P0 *)_this)->mine)), 2) ]);
		now.inbox[ Index((1-((P0 *)_this)->mine), 2) ] = (((int)now.inbox[ Index((1-((int)((P0 *)_this)->mine)), 2) ])& ~((1<<((int)((P0 *)_this)->t))));
#ifdef VAR_RANGES
		logval("inbox[(1-Carrier:mine)]", ((int)now.inbox[ Index((1-((int)((P0 *)_this)->mine)), 2) ]));
#endif
		;
		/* merge: .(goto)(0, 316, 367) */
		reached[0][316] = 1;
		;
		/* merge: .(goto)(0, 320, 367) */
		reached[0][320] = 1;
		;
		_m = 3; goto P999; /* 5 */
	case 167: // STATE 295 - skein.pml:87 - [((inbox[(1-mine)]&4))] (367:0:2 - 1)
		IfNotBlocked
		reached[0][295] = 1;
		if (!((((int)now.inbox[ Index((1-((int)((P0 *)_this)->mine)), 2) ])&4)))
			continue;
		/* merge: t = 2(367, 296, 367) */
		reached[0][296] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)((P0 *)_this)->t);
		((P0 *)_this)->t = 2;
#ifdef VAR_RANGES
		logval("Carrier:t", ((int)((P0 *)_this)->t));
#endif
		;
		/* merge: .(goto)(367, 298, 367) */
		reached[0][298] = 1;
		;
		/* merge: inbox[(1-mine)] = (inbox[(1-mine)]&~((1<<t)))(367, 299, 367) */
		reached[0][299] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.inbox[ Index((1-((int)((P0 *)_this)->mine)), 2) ]);
		now.inbox[ Index((1-((P0 *)_this)->mine), 2) ] = (((int)now.inbox[ Index((1-((int)((P0 *)_this)->mine)), 2) ])& ~((1<<((int)((P0 *)_this)->t))));
#ifdef VAR_RANGES
		logval("inbox[(1-Carrier:mine)]", ((int)now.inbox[ Index((1-((int)((P0 *)_this)->mine)), 2) ]));
#endif
		;
		/* merge: .(goto)(0, 316, 367) */
		reached[0][316] = 1;
		;
		/* merge: .(goto)(0, 320, 367) */
		reached[0][320] = 1;
		;
		_m = 3; goto P999; /* 5 */
	case 168: // STATE 302 - skein.pml:242 - [((ready[carrierOf[(1-mine)]]&&(carrierOf[(1-mine)]!=me)))] (0:0:0 - 1)
		IfNotBlocked
		reached[0][302] = 1;
		if (!((((int)now.ready[ Index(((int)now.carrierOf[ Index((1-((int)((P0 *)_this)->mine)), 2) ]), 2) ])&&(((int)now.carrierOf[ Index((1-((int)((P0 *)_this)->mine)), 2) ])!=((int)((P0 *)_this)->me)))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 169: // STATE 303 - skein.pml:85 - [((ready[carrierOf[(1-mine)]]&1))] (367:0:2 - 1)
		IfNotBlocked
		reached[0][303] = 1;
		if (!((((int)now.ready[ Index(((int)now.carrierOf[ Index((1-((int)((P0 *)_this)->mine)), 2) ]), 2) ])&1)))
			continue;
		/* merge: t = 0(367, 304, 367) */
		reached[0][304] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)((P0 *)_this)->t);
		((P0 *)_this)->t = 0;
#ifdef VAR_RANGES
		logval("Carrier:t", ((int)((P0 *)_this)->t));
#endif
		;
		/* merge: .(goto)(367, 310, 367) */
		reached[0][310] = 1;
		;
		/* merge: ready[carrierOf[(1-mine)]] = (ready[carrierOf[(1-mine)]]&~((1<<t)))(367, 311, 367) */
		reached[0][311] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.ready[ Index(((int)now.carrierOf[ Index((1-((int)((P0 *)_this)->mine)), 2) ]), 2) ]);
		now.ready[ Index(now.carrierOf[ Index((1-((P0 *)_this)->mine), 2) ], 2) ] = (((int)now.ready[ Index(((int)now.carrierOf[ Index((1-((int)((P0 *)_this)->mine)), 2) ]), 2) ])& ~((1<<((int)((P0 *)_this)->t))));
#ifdef VAR_RANGES
		logval("ready[carrierOf[(1-Carrier:mine)]]", ((int)now.ready[ Index(((int)now.carrierOf[ Index((1-((int)((P0 *)_this)->mine)), 2) ]), 2) ]));
#endif
		;
		/* merge: .(goto)(0, 316, 367) */
		reached[0][316] = 1;
		;
		/* merge: .(goto)(0, 320, 367) */
		reached[0][320] = 1;
		;
		_m = 3; goto P999; /* 5 */
	case 170: // STATE 310 - skein.pml:89 - [.(goto)] (0:367:1 - 3)
		IfNotBlocked
		reached[0][310] = 1;
		;
		/* merge: ready[carrierOf[(1-mine)]] = (ready[carrierOf[(1-mine)]]&~((1<<t)))(367, 311, 367) */
		reached[0][311] = 1;
		(trpt+1)->bup.oval = ((int)now.ready[ Index(((int)now.carrierOf[ Index((1-((int)((P0 *)_this)->mine)), 2) ]), 2) ]);
		now.ready[ Index(now.carrierOf[ Index((1-((P0 *)_this)->mine), 2) ], 2) ] = (((int)now.ready[ Index(((int)now.carrierOf[ Index((1-((int)((P0 *)_this)->mine)), 2) ]), 2) ])& ~((1<<((int)((P0 *)_this)->t))));
#ifdef VAR_RANGES
		logval("ready[carrierOf[(1-Carrier:mine)]]", ((int)now.ready[ Index(((int)now.carrierOf[ Index((1-((int)((P0 *)_this)->mine)), 2) ]), 2) ]));
#endif
		;
		/* merge: .(goto)(0, 316, 367) */
		reached[0][316] = 1;
		;
		/* merge: .(goto)(0, 320, 367) */
		reached[0][320] = 1;
		;
		_m = 3; goto P999; /* 3 */
	case 171: // STATE 305 - skein.pml:86 - [((ready[carrierOf[(1-mine)]]&2))] (367:0:2 - 1)
		IfNotBlocked
		reached[0][305] = 1;
		if (!((((int)now.ready[ Index(((int)now.carrierOf[ Index((1-((int)((P0 *)_this)->mine)), 2) ]), 2) ])&2)))
			continue;
		/* merge: t = 1(367, 306, 367) */
		reached[0][306] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)((P0 *)_this)->t);
		((P0 *)_this)->t = 1;
#ifdef VAR_RANGES
		logval("Carrier:t", ((int)((P0 *)_this)->t));
#endif
		;
		/* merge: .(goto)(367, 310, 367) */
		reached[0][310] = 1;
		;
		/* merge: ready[carrierOf[(1-mine)]] = (ready[carrierOf[(1-mine)]]&~((1<<t)))(367, 311, 367) */
		reached[0][311] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.ready[ Index(((int)now.carrierOf[ Index((1-((int)((P0 *)_this)->mine)), 2) ]), 2) ]);
		now.ready[ Index(now.carrierOf[ Index((1-((P0 *)_this)->mine), 2) ], 2) ] = (((int)now.ready[ Index(((int)now.carrierOf[ Index((1-((int)((P0 *)_this)->mine)), 2) ]), 2) ])& ~((1<<((int)((P0 *)_this)->t))));
#ifdef VAR_RANGES
		logval("ready[carrierOf[(1-Carrier:mine)]]", ((int)now.ready[ Index(((int)now.carrierOf[ Index((1-((int)((P0 *)_this)->mine)), 2) ]), 2) ]));
#endif
		;
		/* merge: .(goto)(0, 316, 367) */
		reached[0][316] = 1;
		;
		/* merge: .(goto)(0, 320, 367) */
		reached[0][320] = 1;
		;
		_m = 3; goto P999; /* 5 */
	case 172: // STATE 307 - skein.pml:87 - [((ready[carrierOf[(1-mine)]]&4))] (367:0:2 - 1)
		IfNotBlocked
		reached[0][307] = 1;
		if (!((((int)now.ready[ Index(((int)now.carrierOf[ Index((1-((int)((P0 *)_this)->mine)), 2) ]), 2) ])&4)))
			continue;
		/* merge: t = 2(367, 308, 367) */
		reached[0][308] = 1;
		(trpt+1)->bup.ovals = grab_ints(2);
		(trpt+1)->bup.ovals[0] = ((int)((P0 *)_this)->t);
		((P0 *)_this)->t = 2;
#ifdef VAR_RANGES
		logval("Carrier:t", ((int)((P0 *)_this)->t));
#endif
		;
		/* merge: .(goto)(367, 310, 367) */
		reached[0][310] = 1;
		;
		/* merge: ready[carrierOf[(1-mine)]] = (ready[carrierOf[(1-mine)]]&~((1<<t)))(367, 311, 367) */
		reached[0][311] = 1;
		(trpt+1)->bup.ovals[1] = ((int)now.ready[ Index(((int)now.carrierOf[ Index((1-((int)((P0 *)_this)->mine)), 2) ]), 2) ]);
		now.ready[ Index(now.carrierOf[ Index((1-((P0 *)_this)->mine), 2) ], 2) ] = (((int)now.ready[ Index(((int)now.carrierOf[ Index((1-((int)((P0 *)_this)->mine)), 2) ]), 2) ])& ~((1<<((int)((P0 *)_this)->t))));
#ifdef VAR_RANGES
		logval("ready[carrierOf[(1-Carrier:mine)]]", ((int)now.ready[ Index(((int)now.carrierOf[ Index((1-((int)((P0 *)_this)->mine)), 2) ]), 2) ]));
#endif
		;
		/* merge: .(goto)(0, 316, 367) */
		reached[0][316] = 1;
		;
		/* merge: .(goto)(0, 320, 367) */
		reached[0][320] = 1;
		;
		_m = 3; goto P999; /* 5 */
	case 173: // STATE 321 - skein.pml:322 - [((t!=9))] (0:0:0 - 1)
		IfNotBlocked
		reached[0][321] = 1;
		if (!((((int)((P0 *)_this)->t)!=9)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 174: // STATE 322 - skein.pml:324 - [searchers = (searchers-1)] (0:0:1 - 1)
		IfNotBlocked
		reached[0][322] = 1;
		(trpt+1)->bup.oval = now.searchers;
		now.searchers = (now.searchers-1);
#ifdef VAR_RANGES
		logval("searchers", now.searchers);
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 175: // STATE 323 - skein.pml:326 - [(((searchers<=0)&&(((((inbox[0]||inbox[1])||ready[carrierOf[0]])||ready[carrierOf[1]])||overflow)||letterOverflow)))] (0:0:0 - 1)
		IfNotBlocked
		reached[0][323] = 1;
		if (!(((now.searchers<=0)&&(((((((int)now.inbox[0])||((int)now.inbox[1]))||((int)now.ready[ Index(((int)now.carrierOf[0]), 2) ]))||((int)now.ready[ Index(((int)now.carrierOf[1]), 2) ]))||((int)now.overflow))||((int)now.letterOverflow)))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 176: // STATE 324 - skein.pml:107 - [((searchers<=0))] (0:0:0 - 1)
		IfNotBlocked
		reached[0][324] = 1;
		if (!((now.searchers<=0)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 177: // STATE 325 - skein.pml:109 - [((parked[0]&&!(retired[0])))] (0:0:0 - 1)
		IfNotBlocked
		reached[0][325] = 1;
		if (!((((int)now.parked[0])&& !(((int)now.retired[0])))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 178: // STATE 326 - skein.pml:98 - [(parked[0])] (329:0:1 - 1)
		IfNotBlocked
		reached[0][326] = 1;
		if (!(((int)now.parked[0])))
			continue;
		/* merge: parked[0] = 0(0, 327, 329) */
		reached[0][327] = 1;
		(trpt+1)->bup.oval = ((int)now.parked[0]);
		now.parked[0] = 0;
#ifdef VAR_RANGES
		logval("parked[0]", ((int)now.parked[0]));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 179: // STATE 329 - skein.pml:98 - [searchers = (searchers+1)] (0:0:1 - 1)
		IfNotBlocked
		reached[0][329] = 1;
		(trpt+1)->bup.oval = now.searchers;
		now.searchers = (now.searchers+1);
#ifdef VAR_RANGES
		logval("searchers", now.searchers);
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 180: // STATE 334 - skein.pml:110 - [((parked[1]&&!(retired[1])))] (0:0:0 - 1)
		IfNotBlocked
		reached[0][334] = 1;
		if (!((((int)now.parked[1])&& !(((int)now.retired[1])))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 181: // STATE 335 - skein.pml:98 - [(parked[1])] (338:0:1 - 1)
		IfNotBlocked
		reached[0][335] = 1;
		if (!(((int)now.parked[1])))
			continue;
		/* merge: parked[1] = 0(0, 336, 338) */
		reached[0][336] = 1;
		(trpt+1)->bup.oval = ((int)now.parked[1]);
		now.parked[1] = 0;
#ifdef VAR_RANGES
		logval("parked[1]", ((int)now.parked[1]));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 182: // STATE 338 - skein.pml:98 - [searchers = (searchers+1)] (0:0:1 - 1)
		IfNotBlocked
		reached[0][338] = 1;
		(trpt+1)->bup.oval = now.searchers;
		now.searchers = (now.searchers+1);
#ifdef VAR_RANGES
		logval("searchers", now.searchers);
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 183: // STATE 354 - skein.pml:166 - [assert(!((ended&(1<<t))))] (0:0:0 - 1)
		IfNotBlocked
		reached[0][354] = 1;
		spin_assert( !((((int)now.ended)&(1<<((int)((P0 *)_this)->t)))), " !((ended&(1<<t)))", II, tt, t);
		_m = 3; goto P999; /* 0 */
	case 184: // STATE 355 - skein.pml:167 - [assert(!((ended&(1<<t))))] (0:364:3 - 1)
		IfNotBlocked
		reached[0][355] = 1;
		spin_assert( !((((int)now.ended)&(1<<((int)((P0 *)_this)->t)))), " !((ended&(1<<t)))", II, tt, t);
		/* merge: ended = (ended|(1<<t))(364, 356, 364) */
		reached[0][356] = 1;
		(trpt+1)->bup.ovals = grab_ints(3);
		(trpt+1)->bup.ovals[0] = ((int)now.ended);
		now.ended = (((int)now.ended)|(1<<((int)((P0 *)_this)->t)));
#ifdef VAR_RANGES
		logval("ended", ((int)now.ended));
#endif
		;
		/* merge: t = 9(364, 359, 364) */
		reached[0][359] = 1;
		(trpt+1)->bup.ovals[1] = ((int)((P0 *)_this)->t);
		((P0 *)_this)->t = 9;
#ifdef VAR_RANGES
		logval("Carrier:t", ((int)((P0 *)_this)->t));
#endif
		;
		if (TstOnly) return 1; /* TT */
		/* dead 2: t */  
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P0 *)_this)->t = 0;
		_m = 3; goto P999; /* 2 */
	case 185: // STATE 360 - skein.pml:330 - [(lost)] (0:0:1 - 1)
		IfNotBlocked
		reached[0][360] = 1;
		if (!(((int)((P0 *)_this)->lost)))
			continue;
		if (TstOnly) return 1; /* TT */
		/* dead 1: lost */  (trpt+1)->bup.oval = ((P0 *)_this)->lost;
#ifdef HAS_CODE
		if (!readtrail)
#endif
			((P0 *)_this)->lost = 0;
		_m = 3; goto P999; /* 0 */
	case 186: // STATE 369 - skein.pml:333 - [(ready[me])] (0:0:0 - 1)
		IfNotBlocked
		reached[0][369] = 1;
		if (!(((int)now.ready[ Index(((int)((P0 *)_this)->me), 2) ])))
			continue;
		_m = 3; goto P999; /* 0 */
	case 187: // STATE 370 - skein.pml:333 - [searchers = (searchers-1)] (0:0:1 - 1)
		IfNotBlocked
		reached[0][370] = 1;
		(trpt+1)->bup.oval = now.searchers;
		now.searchers = (now.searchers-1);
#ifdef VAR_RANGES
		logval("searchers", now.searchers);
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 188: // STATE 375 - skein.pml:335 - [parked[mine] = 1] (0:0:1 - 2)
		IfNotBlocked
		reached[0][375] = 1;
		(trpt+1)->bup.oval = ((int)now.parked[ Index(((int)((P0 *)_this)->mine), 2) ]);
		now.parked[ Index(((P0 *)_this)->mine, 2) ] = 1;
#ifdef VAR_RANGES
		logval("parked[Carrier:mine]", ((int)now.parked[ Index(((int)((P0 *)_this)->mine), 2) ]));
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 189: // STATE 376 - skein.pml:336 - [searchers = (searchers-1)] (0:0:1 - 1)
		IfNotBlocked
		reached[0][376] = 1;
		(trpt+1)->bup.oval = now.searchers;
		now.searchers = (now.searchers-1);
#ifdef VAR_RANGES
		logval("searchers", now.searchers);
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 190: // STATE 377 - skein.pml:339 - [(((((((((inbox[0]||inbox[1])||ready[carrierOf[0]])||ready[carrierOf[1]])||addressed[mine])||(letterInbox&&(mine==(1-orderFrom))))||overflow)||letterOverflow)||0))] (0:0:0 - 1)
		IfNotBlocked
		reached[0][377] = 1;
		if (!(((((((((((int)now.inbox[0])||((int)now.inbox[1]))||((int)now.ready[ Index(((int)now.carrierOf[0]), 2) ]))||((int)now.ready[ Index(((int)now.carrierOf[1]), 2) ]))||((int)now.addressed[ Index(((int)((P0 *)_this)->mine), 2) ]))||(((int)now.letterInbox)&&(((int)((P0 *)_this)->mine)==(1-((int)now.orderFrom)))))||((int)now.overflow))||((int)now.letterOverflow))||0)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 191: // STATE 378 - skein.pml:341 - [(parked[mine])] (381:0:1 - 1)
		IfNotBlocked
		reached[0][378] = 1;
		if (!(((int)now.parked[ Index(((int)((P0 *)_this)->mine), 2) ])))
			continue;
		/* merge: parked[mine] = 0(0, 379, 381) */
		reached[0][379] = 1;
		(trpt+1)->bup.oval = ((int)now.parked[ Index(((int)((P0 *)_this)->mine), 2) ]);
		now.parked[ Index(((P0 *)_this)->mine, 2) ] = 0;
#ifdef VAR_RANGES
		logval("parked[Carrier:mine]", ((int)now.parked[ Index(((int)((P0 *)_this)->mine), 2) ]));
#endif
		;
		_m = 3; goto P999; /* 1 */
	case 192: // STATE 381 - skein.pml:341 - [searchers = (searchers+1)] (0:0:1 - 1)
		IfNotBlocked
		reached[0][381] = 1;
		(trpt+1)->bup.oval = now.searchers;
		now.searchers = (now.searchers+1);
#ifdef VAR_RANGES
		logval("searchers", now.searchers);
#endif
		;
		_m = 3; goto P999; /* 0 */
	case 193: // STATE 392 - skein.pml:350 - [(!(parked[mine]))] (0:0:0 - 1)
		IfNotBlocked
		reached[0][392] = 1;
		if (!( !(((int)now.parked[ Index(((int)((P0 *)_this)->mine), 2) ]))))
			continue;
		_m = 3; goto P999; /* 0 */
	case 194: // STATE 394 - skein.pml:351 - [(stopped)] (0:0:0 - 1)
		IfNotBlocked
		reached[0][394] = 1;
		if (!(((int)now.stopped)))
			continue;
		_m = 3; goto P999; /* 0 */
	case 195: // STATE 400 - skein.pml:367 - [assert((ready[me]==0))] (0:0:0 - 5)
		IfNotBlocked
		reached[0][400] = 1;
		spin_assert((((int)now.ready[ Index(((int)((P0 *)_this)->me), 2) ])==0), "(ready[me]==0)", II, tt, t);
		_m = 3; goto P999; /* 0 */
	case 196: // STATE 401 - skein.pml:368 - [-end-] (0:0:0 - 1)
		IfNotBlocked
		reached[0][401] = 1;
		if (!delproc(1, II)) continue;
		_m = 3; goto P999; /* 0 */
	case  _T5:	/* np_ */
		if (!((!(trpt->o_pm&4) && !(trpt->tau&128))))
			continue;
		/* else fall through */
	case  _T2:	/* true */
		_m = 3; goto P999;
#undef rand
	}

