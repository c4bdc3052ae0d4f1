#ifdef PEG
struct T_SRC {
	char *fl; int ln;
} T_SRC[NTRANS];

void
tr_2_src(int m, char *file, int ln)
{	T_SRC[m].fl = file;
	T_SRC[m].ln = ln;
}

void
putpeg(int n, int m)
{	printf("%5d	trans %4d ", m, n);
	printf("%s:%d\n",
		T_SRC[n].fl, T_SRC[n].ln);
}
#endif

void
settable(void)
{	Trans *T;
	Trans *settr(int, int, int, int, int, char *, int, int, int);

	trans = (Trans ***) emalloc(6*sizeof(Trans **));

	/* proctype 4: ends */

	trans[4] = (Trans **) emalloc(7*sizeof(Trans *));

	trans[4][4]	= settr(640,0,3,1,0,".(goto)", 0, 2, 0);
	T = trans[4][3] = settr(639,0,0,0,0,"DO", 0, 2, 0);
	    T->nxt	= settr(639,0,1,0,0,"DO", 0, 2, 0);
	trans[4][1]	= settr(637,0,3,3,0,"(!((ended==((1<<3)-1))))", 1, 2, 0);
	trans[4][2]	= settr(638,0,3,1,0,"goto T0_init", 0, 2, 0);
	trans[4][5]	= settr(641,0,6,1,0,"break", 0, 2, 0);
	trans[4][6]	= settr(642,0,0,4,4,"-end-", 0, 3500, 0);

	/* proctype 3: :init: */

	trans[3] = (Trans **) emalloc(24*sizeof(Trans *));

	T = trans[ 3][22] = settr(635,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(635,2,1,0,0,"ATOMIC", 1, 2, 0);
	trans[3][1]	= settr(614,2,8,5,5,"i = 0", 1, 2, 0);
	trans[3][9]	= settr(622,2,8,1,0,".(goto)", 1, 2, 0);
	T = trans[3][8] = settr(621,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(621,2,2,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(621,2,6,0,0,"DO", 1, 2, 0);
	trans[3][2]	= settr(615,2,8,6,6,"((i<2))", 1, 2, 0); /* m: 3 -> 8,0 */
	reached3[3] = 1;
	trans[3][3]	= settr(0,0,0,0,0,"carrierOf[i] = i",0,0,0);
	trans[3][4]	= settr(0,0,0,0,0,"serves[i] = i",0,0,0);
	trans[3][5]	= settr(0,0,0,0,0,"i = (i+1)",0,0,0);
	trans[3][6]	= settr(619,2,11,2,0,"else", 1, 2, 0);
	trans[3][7]	= settr(620,2,11,1,0,"goto :b2", 1, 2, 0); /* m: 11 -> 0,17 */
	reached3[11] = 1;
	trans[3][10]	= settr(623,2,11,1,0,"break", 1, 2, 0);
	trans[3][11]	= settr(624,2,17,7,7,"i = 0", 1, 2, 0);
	trans[3][18]	= settr(631,2,17,1,0,".(goto)", 1, 2, 0);
	T = trans[3][17] = settr(630,2,0,0,0,"DO", 1, 2, 0);
	T = T->nxt	= settr(630,2,12,0,0,"DO", 1, 2, 0);
	    T->nxt	= settr(630,2,15,0,0,"DO", 1, 2, 0);
	trans[3][12]	= settr(625,2,13,8,0,"((i<2))", 1, 2, 0);
	trans[3][13]	= settr(626,2,14,9,9,"(run Carrier(i))", 1, 2, 0);
	trans[3][14]	= settr(627,2,17,10,10,"i = (i+1)", 1, 2, 0);
	trans[3][15]	= settr(628,2,20,2,0,"else", 1, 2, 0);
	trans[3][16]	= settr(629,2,20,1,0,"goto :b3", 1, 2, 0);
	trans[3][19]	= settr(632,2,20,1,0,"break", 1, 2, 0);
	trans[3][20]	= settr(633,2,21,11,11,"(run Submitter())", 1, 2, 0);
	trans[3][21]	= settr(634,0,23,12,12,"(run Balancer())", 1, 2, 0);
	trans[3][23]	= settr(636,0,0,13,13,"-end-", 0, 3500, 0);

	/* proctype 2: Balancer */

	trans[2] = (Trans **) emalloc(44*sizeof(Trans *));

	T = trans[2][3] = settr(573,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(573,0,1,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(573,0,2,0,0,"IF", 0, 2, 0);
	trans[2][1]	= settr(571,0,5,14,14,"orderFrom = 0", 1, 2, 0);
	trans[2][4]	= settr(574,0,5,1,0,".(goto)", 0, 2, 0);
	trans[2][2]	= settr(572,0,5,15,15,"orderFrom = 1", 1, 2, 0);
	trans[2][5]	= settr(575,0,40,16,16,"order = 6", 1, 2, 0);
	trans[2][41]	= settr(611,0,40,1,0,".(goto)", 0, 2, 0);
	T = trans[2][40] = settr(610,0,0,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(610,0,6,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(610,0,36,0,0,"DO", 0, 2, 0);
	    T->nxt	= settr(610,0,38,0,0,"DO", 0, 2, 0);
	trans[2][6]	= settr(576,0,7,17,0,"((order==4))", 1, 2, 0);
	trans[2][7]	= settr(577,0,34,18,18,"letterOverflow = 1", 1, 2, 0);
	T = trans[ 2][34] = settr(604,0,0,0,0,"sub-sequence", 0, 2, 0);
	T->nxt	= settr(604,0,32,0,0,"sub-sequence", 0, 2, 0);
	T = trans[2][32] = settr(602,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(602,0,8,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(602,0,31,0,0,"IF", 0, 2, 0);
	trans[2][8]	= settr(578,0,29,19,0,"((searchers<=0))", 1, 2, 0);
	T = trans[2][29] = settr(599,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(599,0,9,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(599,0,18,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(599,0,27,0,0,"IF", 0, 2, 0);
	trans[2][9]	= settr(579,0,17,20,0,"((parked[0]&&!(retired[0])))", 1, 2, 0);
	T = trans[ 2][17] = settr(587,0,0,0,0,"sub-sequence", 0, 2, 0);
	T->nxt	= settr(587,0,15,0,0,"sub-sequence", 0, 2, 0);
	T = trans[2][15] = settr(585,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(585,0,12,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(585,0,14,0,0,"IF", 0, 2, 0);
	T = trans[ 2][12] = settr(582,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(582,2,10,0,0,"ATOMIC", 1, 2, 0);
	trans[2][10]	= settr(580,4,13,21,21,"(parked[0])", 1, 2, 0); /* m: 11 -> 13,0 */
	reached2[11] = 1;
	trans[2][11]	= settr(0,0,0,0,0,"parked[0] = 0",0,0,0);
	trans[2][13]	= settr(583,0,43,22,22,"searchers = (searchers+1)", 1, 2, 0);
	trans[2][16]	= settr(586,0,43,1,0,".(goto)", 0, 2, 0);
	trans[2][14]	= settr(584,0,43,2,0,"else", 0, 2, 0);
	trans[2][30]	= settr(600,0,43,1,0,".(goto)", 0, 2, 0);
	trans[2][18]	= settr(588,0,26,23,0,"((parked[1]&&!(retired[1])))", 1, 2, 0);
	T = trans[ 2][26] = settr(596,0,0,0,0,"sub-sequence", 0, 2, 0);
	T->nxt	= settr(596,0,24,0,0,"sub-sequence", 0, 2, 0);
	T = trans[2][24] = settr(594,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(594,0,21,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(594,0,23,0,0,"IF", 0, 2, 0);
	T = trans[ 2][21] = settr(591,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(591,2,19,0,0,"ATOMIC", 1, 2, 0);
	trans[2][19]	= settr(589,4,22,24,24,"(parked[1])", 1, 2, 0); /* m: 20 -> 22,0 */
	reached2[20] = 1;
	trans[2][20]	= settr(0,0,0,0,0,"parked[1] = 0",0,0,0);
	trans[2][22]	= settr(592,0,43,25,25,"searchers = (searchers+1)", 1, 2, 0);
	trans[2][25]	= settr(595,0,43,1,0,".(goto)", 0, 2, 0);
	trans[2][23]	= settr(593,0,43,2,0,"else", 0, 2, 0);
	trans[2][27]	= settr(597,0,28,2,0,"else", 0, 2, 0);
	trans[2][28]	= settr(598,0,43,1,0,"(1)", 0, 2, 0);
	trans[2][33]	= settr(603,0,43,1,0,".(goto)", 0, 2, 0);
	trans[2][31]	= settr(601,0,43,2,0,"else", 0, 2, 0);
	trans[2][35]	= settr(605,0,43,1,0,"goto :b1", 0, 2, 0);
	trans[2][36]	= settr(606,0,43,26,0,"(((order==2)||(order==1)))", 1, 2, 0);
	trans[2][37]	= settr(607,0,43,1,0,"goto :b1", 0, 2, 0);
	trans[2][38]	= settr(608,0,43,27,0,"((ended==((1<<3)-1)))", 1, 2, 0);
	trans[2][39]	= settr(609,0,43,1,0,"goto :b1", 0, 2, 0);
	trans[2][42]	= settr(612,0,43,1,0,"break", 0, 2, 0);
	trans[2][43]	= settr(613,0,0,28,28,"-end-", 0, 3500, 0);

	/* proctype 1: Submitter */

	trans[1] = (Trans **) emalloc(171*sizeof(Trans *));

	trans[1][168]	= settr(568,0,167,1,0,".(goto)", 0, 2, 0);
	T = trans[1][167] = settr(567,0,0,0,0,"DO", 0, 2, 0);
	T = T->nxt	= settr(567,0,1,0,0,"DO", 0, 2, 0);
	    T->nxt	= settr(567,0,165,0,0,"DO", 0, 2, 0);
	trans[1][1]	= settr(401,0,162,29,0,"((n<3))", 0, 2, 0);
	T = trans[1][162] = settr(562,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(562,0,2,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(562,0,31,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(562,0,60,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(562,0,111,0,0,"IF", 0, 2, 0);
	trans[1][2]	= settr(402,0,3,30,30,"w = 0", 0, 2, 0);
	trans[1][3]	= settr(403,0,30,31,31,"inbox[0] = (inbox[0]|(1<<n))", 1, 2, 0);
	T = trans[ 1][30] = settr(430,0,0,0,0,"sub-sequence", 0, 2, 0);
	T->nxt	= settr(430,0,28,0,0,"sub-sequence", 0, 2, 0);
	T = trans[1][28] = settr(428,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(428,0,4,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(428,0,27,0,0,"IF", 0, 2, 0);
	trans[1][4]	= settr(404,0,25,32,0,"((searchers<=0))", 1, 2, 0);
	T = trans[1][25] = settr(425,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(425,0,5,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(425,0,14,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(425,0,23,0,0,"IF", 0, 2, 0);
	trans[1][5]	= settr(405,0,13,33,0,"((parked[0]&&!(retired[0])))", 1, 2, 0);
	T = trans[ 1][13] = settr(413,0,0,0,0,"sub-sequence", 0, 2, 0);
	T->nxt	= settr(413,0,11,0,0,"sub-sequence", 0, 2, 0);
	T = trans[1][11] = settr(411,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(411,0,8,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(411,0,10,0,0,"IF", 0, 2, 0);
	T = trans[ 1][8] = settr(408,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(408,2,6,0,0,"ATOMIC", 1, 2, 0);
	trans[1][6]	= settr(406,4,9,34,34,"(parked[0])", 1, 2, 0); /* m: 7 -> 9,0 */
	reached1[7] = 1;
	trans[1][7]	= settr(0,0,0,0,0,"parked[0] = 0",0,0,0);
	trans[1][9]	= settr(409,0,164,35,35,"searchers = (searchers+1)", 1, 2, 0);
	trans[1][12]	= settr(412,0,164,1,0,".(goto)", 0, 2, 0); /* m: 164 -> 0,167 */
	reached1[164] = 1;
	trans[1][10]	= settr(410,0,164,2,0,"else", 0, 2, 0);
	trans[1][26]	= settr(426,0,164,1,0,".(goto)", 0, 2, 0); /* m: 164 -> 0,167 */
	reached1[164] = 1;
	trans[1][14]	= settr(414,0,22,36,0,"((parked[1]&&!(retired[1])))", 1, 2, 0);
	T = trans[ 1][22] = settr(422,0,0,0,0,"sub-sequence", 0, 2, 0);
	T->nxt	= settr(422,0,20,0,0,"sub-sequence", 0, 2, 0);
	T = trans[1][20] = settr(420,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(420,0,17,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(420,0,19,0,0,"IF", 0, 2, 0);
	T = trans[ 1][17] = settr(417,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(417,2,15,0,0,"ATOMIC", 1, 2, 0);
	trans[1][15]	= settr(415,4,18,37,37,"(parked[1])", 1, 2, 0); /* m: 16 -> 18,0 */
	reached1[16] = 1;
	trans[1][16]	= settr(0,0,0,0,0,"parked[1] = 0",0,0,0);
	trans[1][18]	= settr(418,0,164,38,38,"searchers = (searchers+1)", 1, 2, 0);
	trans[1][21]	= settr(421,0,164,1,0,".(goto)", 0, 2, 0); /* m: 164 -> 0,167 */
	reached1[164] = 1;
	trans[1][19]	= settr(419,0,164,2,0,"else", 0, 2, 0);
	trans[1][23]	= settr(423,0,24,2,0,"else", 0, 2, 0);
	trans[1][24]	= settr(424,0,167,39,39,"(1)", 0, 2, 0); /* m: 164 -> 167,0 */
	reached1[164] = 1;
	trans[1][29]	= settr(429,0,164,1,0,".(goto)", 0, 2, 0); /* m: 164 -> 0,167 */
	reached1[164] = 1;
	trans[1][27]	= settr(427,0,164,2,0,"else", 0, 2, 0);
	trans[1][163]	= settr(563,0,164,1,0,".(goto)", 0, 2, 0); /* m: 164 -> 0,167 */
	reached1[164] = 1;
	trans[1][31]	= settr(431,0,32,40,40,"w = 1", 0, 2, 0);
	trans[1][32]	= settr(432,0,59,41,41,"inbox[1] = (inbox[1]|(1<<n))", 1, 2, 0);
	T = trans[ 1][59] = settr(459,0,0,0,0,"sub-sequence", 0, 2, 0);
	T->nxt	= settr(459,0,57,0,0,"sub-sequence", 0, 2, 0);
	T = trans[1][57] = settr(457,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(457,0,33,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(457,0,56,0,0,"IF", 0, 2, 0);
	trans[1][33]	= settr(433,0,54,42,0,"((searchers<=0))", 1, 2, 0);
	T = trans[1][54] = settr(454,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(454,0,34,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(454,0,43,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(454,0,52,0,0,"IF", 0, 2, 0);
	trans[1][34]	= settr(434,0,42,43,0,"((parked[0]&&!(retired[0])))", 1, 2, 0);
	T = trans[ 1][42] = settr(442,0,0,0,0,"sub-sequence", 0, 2, 0);
	T->nxt	= settr(442,0,40,0,0,"sub-sequence", 0, 2, 0);
	T = trans[1][40] = settr(440,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(440,0,37,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(440,0,39,0,0,"IF", 0, 2, 0);
	T = trans[ 1][37] = settr(437,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(437,2,35,0,0,"ATOMIC", 1, 2, 0);
	trans[1][35]	= settr(435,4,38,44,44,"(parked[0])", 1, 2, 0); /* m: 36 -> 38,0 */
	reached1[36] = 1;
	trans[1][36]	= settr(0,0,0,0,0,"parked[0] = 0",0,0,0);
	trans[1][38]	= settr(438,0,164,45,45,"searchers = (searchers+1)", 1, 2, 0);
	trans[1][41]	= settr(441,0,164,1,0,".(goto)", 0, 2, 0); /* m: 164 -> 0,167 */
	reached1[164] = 1;
	trans[1][39]	= settr(439,0,164,2,0,"else", 0, 2, 0);
	trans[1][55]	= settr(455,0,164,1,0,".(goto)", 0, 2, 0); /* m: 164 -> 0,167 */
	reached1[164] = 1;
	trans[1][43]	= settr(443,0,51,46,0,"((parked[1]&&!(retired[1])))", 1, 2, 0);
	T = trans[ 1][51] = settr(451,0,0,0,0,"sub-sequence", 0, 2, 0);
	T->nxt	= settr(451,0,49,0,0,"sub-sequence", 0, 2, 0);
	T = trans[1][49] = settr(449,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(449,0,46,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(449,0,48,0,0,"IF", 0, 2, 0);
	T = trans[ 1][46] = settr(446,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(446,2,44,0,0,"ATOMIC", 1, 2, 0);
	trans[1][44]	= settr(444,4,47,47,47,"(parked[1])", 1, 2, 0); /* m: 45 -> 47,0 */
	reached1[45] = 1;
	trans[1][45]	= settr(0,0,0,0,0,"parked[1] = 0",0,0,0);
	trans[1][47]	= settr(447,0,164,48,48,"searchers = (searchers+1)", 1, 2, 0);
	trans[1][50]	= settr(450,0,164,1,0,".(goto)", 0, 2, 0); /* m: 164 -> 0,167 */
	reached1[164] = 1;
	trans[1][48]	= settr(448,0,164,2,0,"else", 0, 2, 0);
	trans[1][52]	= settr(452,0,53,2,0,"else", 0, 2, 0);
	trans[1][53]	= settr(453,0,167,49,49,"(1)", 0, 2, 0); /* m: 164 -> 167,0 */
	reached1[164] = 1;
	trans[1][58]	= settr(458,0,164,1,0,".(goto)", 0, 2, 0); /* m: 164 -> 0,167 */
	reached1[164] = 1;
	trans[1][56]	= settr(456,0,164,2,0,"else", 0, 2, 0);
	trans[1][60]	= settr(460,0,61,50,50,"w = 0", 0, 2, 0);
	trans[1][61]	= settr(461,0,110,51,51,"addressed[0] = (addressed[0]|(1<<n))", 1, 2, 0);
	T = trans[ 1][110] = settr(510,0,0,0,0,"sub-sequence", 0, 2, 0);
	T->nxt	= settr(510,0,69,0,0,"sub-sequence", 0, 2, 0);
	T = trans[ 1][69] = settr(469,0,0,0,0,"sub-sequence", 0, 2, 0);
	T->nxt	= settr(469,0,67,0,0,"sub-sequence", 0, 2, 0);
	T = trans[1][67] = settr(467,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(467,0,64,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(467,0,66,0,0,"IF", 0, 2, 0);
	T = trans[ 1][64] = settr(464,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(464,2,62,0,0,"ATOMIC", 1, 2, 0);
	trans[1][62]	= settr(462,4,65,52,52,"(parked[0])", 1, 2, 0); /* m: 63 -> 65,0 */
	reached1[63] = 1;
	trans[1][63]	= settr(0,0,0,0,0,"parked[0] = 0",0,0,0);
	trans[1][65]	= settr(465,0,108,53,53,"searchers = (searchers+1)", 1, 2, 0);
	trans[1][68]	= settr(468,0,108,1,0,".(goto)", 0, 2, 0);
	trans[1][66]	= settr(466,0,108,2,0,"else", 0, 2, 0);
	T = trans[1][108] = settr(508,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(508,0,70,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(508,0,107,0,0,"IF", 0, 2, 0);
	trans[1][70]	= settr(470,0,79,54,0,"(retired[0])", 1, 2, 0);
/*->*/	trans[1][79]	= settr(479,32,106,55,55,"D_STEP128", 1, 2, 0);
	T = trans[ 1][106] = settr(506,0,0,0,0,"sub-sequence", 0, 2, 0);
	T->nxt	= settr(506,0,104,0,0,"sub-sequence", 0, 2, 0);
	T = trans[1][104] = settr(504,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(504,0,80,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(504,0,103,0,0,"IF", 0, 2, 0);
	trans[1][80]	= settr(480,0,101,56,0,"((searchers<=0))", 1, 2, 0);
	T = trans[1][101] = settr(501,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(501,0,81,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(501,0,90,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(501,0,99,0,0,"IF", 0, 2, 0);
	trans[1][81]	= settr(481,0,89,57,0,"((parked[0]&&!(retired[0])))", 1, 2, 0);
	T = trans[ 1][89] = settr(489,0,0,0,0,"sub-sequence", 0, 2, 0);
	T->nxt	= settr(489,0,87,0,0,"sub-sequence", 0, 2, 0);
	T = trans[1][87] = settr(487,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(487,0,84,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(487,0,86,0,0,"IF", 0, 2, 0);
	T = trans[ 1][84] = settr(484,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(484,2,82,0,0,"ATOMIC", 1, 2, 0);
	trans[1][82]	= settr(482,4,85,58,58,"(parked[0])", 1, 2, 0); /* m: 83 -> 85,0 */
	reached1[83] = 1;
	trans[1][83]	= settr(0,0,0,0,0,"parked[0] = 0",0,0,0);
	trans[1][85]	= settr(485,0,164,59,59,"searchers = (searchers+1)", 1, 2, 0);
	trans[1][88]	= settr(488,0,164,1,0,".(goto)", 0, 2, 0); /* m: 164 -> 0,167 */
	reached1[164] = 1;
	trans[1][86]	= settr(486,0,164,2,0,"else", 0, 2, 0);
	trans[1][102]	= settr(502,0,164,1,0,".(goto)", 0, 2, 0); /* m: 164 -> 0,167 */
	reached1[164] = 1;
	trans[1][90]	= settr(490,0,98,60,0,"((parked[1]&&!(retired[1])))", 1, 2, 0);
	T = trans[ 1][98] = settr(498,0,0,0,0,"sub-sequence", 0, 2, 0);
	T->nxt	= settr(498,0,96,0,0,"sub-sequence", 0, 2, 0);
	T = trans[1][96] = settr(496,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(496,0,93,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(496,0,95,0,0,"IF", 0, 2, 0);
	T = trans[ 1][93] = settr(493,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(493,2,91,0,0,"ATOMIC", 1, 2, 0);
	trans[1][91]	= settr(491,4,94,61,61,"(parked[1])", 1, 2, 0); /* m: 92 -> 94,0 */
	reached1[92] = 1;
	trans[1][92]	= settr(0,0,0,0,0,"parked[1] = 0",0,0,0);
	trans[1][94]	= settr(494,0,164,62,62,"searchers = (searchers+1)", 1, 2, 0);
	trans[1][97]	= settr(497,0,164,1,0,".(goto)", 0, 2, 0); /* m: 164 -> 0,167 */
	reached1[164] = 1;
	trans[1][95]	= settr(495,0,164,2,0,"else", 0, 2, 0);
	trans[1][99]	= settr(499,0,100,2,0,"else", 0, 2, 0);
	trans[1][100]	= settr(500,0,167,63,63,"(1)", 0, 2, 0); /* m: 164 -> 167,0 */
	reached1[164] = 1;
	trans[1][105]	= settr(505,0,164,1,0,".(goto)", 0, 2, 0); /* m: 164 -> 0,167 */
	reached1[164] = 1;
	trans[1][103]	= settr(503,0,164,2,0,"else", 0, 2, 0);
	trans[1][109]	= settr(509,0,164,1,0,".(goto)", 0, 2, 0); /* m: 164 -> 0,167 */
	reached1[164] = 1;
	trans[1][107]	= settr(507,0,164,2,0,"else", 0, 2, 0);
	trans[1][111]	= settr(511,0,112,64,64,"w = 1", 0, 2, 0);
	trans[1][112]	= settr(512,0,161,65,65,"addressed[1] = (addressed[1]|(1<<n))", 1, 2, 0);
	T = trans[ 1][161] = settr(561,0,0,0,0,"sub-sequence", 0, 2, 0);
	T->nxt	= settr(561,0,120,0,0,"sub-sequence", 0, 2, 0);
	T = trans[ 1][120] = settr(520,0,0,0,0,"sub-sequence", 0, 2, 0);
	T->nxt	= settr(520,0,118,0,0,"sub-sequence", 0, 2, 0);
	T = trans[1][118] = settr(518,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(518,0,115,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(518,0,117,0,0,"IF", 0, 2, 0);
	T = trans[ 1][115] = settr(515,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(515,2,113,0,0,"ATOMIC", 1, 2, 0);
	trans[1][113]	= settr(513,4,116,66,66,"(parked[1])", 1, 2, 0); /* m: 114 -> 116,0 */
	reached1[114] = 1;
	trans[1][114]	= settr(0,0,0,0,0,"parked[1] = 0",0,0,0);
	trans[1][116]	= settr(516,0,159,67,67,"searchers = (searchers+1)", 1, 2, 0);
	trans[1][119]	= settr(519,0,159,1,0,".(goto)", 0, 2, 0);
	trans[1][117]	= settr(517,0,159,2,0,"else", 0, 2, 0);
	T = trans[1][159] = settr(559,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(559,0,121,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(559,0,158,0,0,"IF", 0, 2, 0);
	trans[1][121]	= settr(521,0,130,68,0,"(retired[1])", 1, 2, 0);
/*->*/	trans[1][130]	= settr(530,32,157,69,69,"D_STEP128", 1, 2, 0);
	T = trans[ 1][157] = settr(557,0,0,0,0,"sub-sequence", 0, 2, 0);
	T->nxt	= settr(557,0,155,0,0,"sub-sequence", 0, 2, 0);
	T = trans[1][155] = settr(555,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(555,0,131,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(555,0,154,0,0,"IF", 0, 2, 0);
	trans[1][131]	= settr(531,0,152,70,0,"((searchers<=0))", 1, 2, 0);
	T = trans[1][152] = settr(552,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(552,0,132,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(552,0,141,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(552,0,150,0,0,"IF", 0, 2, 0);
	trans[1][132]	= settr(532,0,140,71,0,"((parked[0]&&!(retired[0])))", 1, 2, 0);
	T = trans[ 1][140] = settr(540,0,0,0,0,"sub-sequence", 0, 2, 0);
	T->nxt	= settr(540,0,138,0,0,"sub-sequence", 0, 2, 0);
	T = trans[1][138] = settr(538,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(538,0,135,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(538,0,137,0,0,"IF", 0, 2, 0);
	T = trans[ 1][135] = settr(535,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(535,2,133,0,0,"ATOMIC", 1, 2, 0);
	trans[1][133]	= settr(533,4,136,72,72,"(parked[0])", 1, 2, 0); /* m: 134 -> 136,0 */
	reached1[134] = 1;
	trans[1][134]	= settr(0,0,0,0,0,"parked[0] = 0",0,0,0);
	trans[1][136]	= settr(536,0,164,73,73,"searchers = (searchers+1)", 1, 2, 0);
	trans[1][139]	= settr(539,0,164,1,0,".(goto)", 0, 2, 0); /* m: 164 -> 0,167 */
	reached1[164] = 1;
	trans[1][137]	= settr(537,0,164,2,0,"else", 0, 2, 0);
	trans[1][153]	= settr(553,0,164,1,0,".(goto)", 0, 2, 0); /* m: 164 -> 0,167 */
	reached1[164] = 1;
	trans[1][141]	= settr(541,0,149,74,0,"((parked[1]&&!(retired[1])))", 1, 2, 0);
	T = trans[ 1][149] = settr(549,0,0,0,0,"sub-sequence", 0, 2, 0);
	T->nxt	= settr(549,0,147,0,0,"sub-sequence", 0, 2, 0);
	T = trans[1][147] = settr(547,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(547,0,144,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(547,0,146,0,0,"IF", 0, 2, 0);
	T = trans[ 1][144] = settr(544,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(544,2,142,0,0,"ATOMIC", 1, 2, 0);
	trans[1][142]	= settr(542,4,145,75,75,"(parked[1])", 1, 2, 0); /* m: 143 -> 145,0 */
	reached1[143] = 1;
	trans[1][143]	= settr(0,0,0,0,0,"parked[1] = 0",0,0,0);
	trans[1][145]	= settr(545,0,164,76,76,"searchers = (searchers+1)", 1, 2, 0);
	trans[1][148]	= settr(548,0,164,1,0,".(goto)", 0, 2, 0); /* m: 164 -> 0,167 */
	reached1[164] = 1;
	trans[1][146]	= settr(546,0,164,2,0,"else", 0, 2, 0);
	trans[1][150]	= settr(550,0,151,2,0,"else", 0, 2, 0);
	trans[1][151]	= settr(551,0,167,77,77,"(1)", 0, 2, 0); /* m: 164 -> 167,0 */
	reached1[164] = 1;
	trans[1][156]	= settr(556,0,164,1,0,".(goto)", 0, 2, 0); /* m: 164 -> 0,167 */
	reached1[164] = 1;
	trans[1][154]	= settr(554,0,164,2,0,"else", 0, 2, 0);
	trans[1][160]	= settr(560,0,164,1,0,".(goto)", 0, 2, 0); /* m: 164 -> 0,167 */
	reached1[164] = 1;
	trans[1][158]	= settr(558,0,164,2,0,"else", 0, 2, 0);
	trans[1][164]	= settr(564,0,167,78,78,"n = (n+1)", 0, 2, 0);
	trans[1][165]	= settr(565,0,170,2,0,"else", 0, 2, 0);
	trans[1][166]	= settr(566,0,170,1,0,"goto :b0", 0, 2, 0);
	trans[1][169]	= settr(569,0,170,1,0,"break", 0, 2, 0);
	trans[1][170]	= settr(570,0,0,79,79,"-end-", 0, 3500, 0);

	/* proctype 0: Carrier */

	trans[0] = (Trans **) emalloc(402*sizeof(Trans *));

	T = trans[0][5] = settr(4,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(4,0,1,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(4,0,3,0,0,"IF", 0, 2, 0);
	trans[0][1]	= settr(0,0,2,80,0,"((serves[me]!=9))", 1, 2, 0);
	trans[0][2]	= settr(1,0,76,81,81,"mine = serves[me]", 1, 2, 0);
	trans[0][6]	= settr(5,0,76,1,0,".(goto)", 0, 2, 0);
	trans[0][3]	= settr(2,0,400,82,0,"(stopped)", 1, 2, 0);
	trans[0][4]	= settr(3,0,400,1,0,"goto done", 0, 2, 0);
	T = trans[0][76] = settr(75,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(75,0,7,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(75,0,75,0,0,"IF", 0, 2, 0);
	trans[0][7]	= settr(6,0,73,83,0,"(((order==6)&&(orderFrom==mine)))", 1, 2, 0);
	T = trans[0][73] = settr(72,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(72,0,10,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(72,0,11,0,0,"IF", 0, 2, 0);
	T = trans[ 0][10] = settr(9,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(9,2,8,0,0,"ATOMIC", 1, 2, 0);
	trans[0][8]	= settr(7,0,174,84,84,"(!(ready[me]))", 1, 2, 0); /* m: 9 -> 174,0 */
	reached0[9] = 1;
	trans[0][9]	= settr(0,0,0,0,0,"order = 1",0,0,0);
	trans[0][74]	= settr(73,0,174,1,0,".(goto)", 0, 2, 0);
	trans[0][11]	= settr(10,0,71,2,0,"else", 0, 2, 0);
	T = trans[0][71] = settr(70,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(70,0,14,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(70,0,70,0,0,"IF", 0, 2, 0);
	T = trans[ 0][14] = settr(13,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(13,2,12,0,0,"ATOMIC", 1, 2, 0);
	trans[0][12]	= settr(11,4,17,85,85,"((order==6))", 1, 2, 0); /* m: 13 -> 17,0 */
	reached0[13] = 1;
	trans[0][13]	= settr(0,0,0,0,0,"order = 5",0,0,0);
/*->*/	trans[0][17]	= settr(16,32,20,86,86,"D_STEP284", 1, 2, 0);
	T = trans[ 0][20] = settr(19,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(19,2,18,0,0,"ATOMIC", 1, 2, 0);
	trans[0][18]	= settr(17,4,69,87,87,"order = 4", 1, 2, 0); /* m: 19 -> 0,69 */
	reached0[19] = 1;
	trans[0][19]	= settr(0,0,0,0,0,"letterInbox = 1",0,0,0);
	T = trans[ 0][69] = settr(68,0,0,0,0,"sub-sequence", 0, 2, 0);
	T->nxt	= settr(68,0,28,0,0,"sub-sequence", 0, 2, 0);
	T = trans[ 0][28] = settr(27,0,0,0,0,"sub-sequence", 0, 2, 0);
	T->nxt	= settr(27,0,26,0,0,"sub-sequence", 0, 2, 0);
	T = trans[0][26] = settr(25,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(25,0,23,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(25,0,25,0,0,"IF", 0, 2, 0);
	T = trans[ 0][23] = settr(22,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(22,2,21,0,0,"ATOMIC", 1, 2, 0);
	trans[0][21]	= settr(20,4,24,88,88,"(parked[(1-orderFrom)])", 1, 2, 0); /* m: 22 -> 24,0 */
	reached0[22] = 1;
	trans[0][22]	= settr(0,0,0,0,0,"parked[(1-orderFrom)] = 0",0,0,0);
	trans[0][24]	= settr(23,0,67,89,89,"searchers = (searchers+1)", 1, 2, 0);
	trans[0][27]	= settr(26,0,67,1,0,".(goto)", 0, 2, 0);
	trans[0][25]	= settr(24,0,67,2,0,"else", 0, 2, 0);
	T = trans[0][67] = settr(66,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(66,0,29,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(66,0,66,0,0,"IF", 0, 2, 0);
	trans[0][29]	= settr(28,0,38,90,0,"(retired[(1-orderFrom)])", 1, 2, 0);
/*->*/	trans[0][38]	= settr(37,32,65,91,91,"D_STEP128", 1, 2, 0);
	T = trans[ 0][65] = settr(64,0,0,0,0,"sub-sequence", 0, 2, 0);
	T->nxt	= settr(64,0,63,0,0,"sub-sequence", 0, 2, 0);
	T = trans[0][63] = settr(62,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(62,0,39,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(62,0,62,0,0,"IF", 0, 2, 0);
	trans[0][39]	= settr(38,0,60,92,0,"((searchers<=0))", 1, 2, 0);
	T = trans[0][60] = settr(59,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(59,0,40,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(59,0,49,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(59,0,58,0,0,"IF", 0, 2, 0);
	trans[0][40]	= settr(39,0,48,93,0,"((parked[0]&&!(retired[0])))", 1, 2, 0);
	T = trans[ 0][48] = settr(47,0,0,0,0,"sub-sequence", 0, 2, 0);
	T->nxt	= settr(47,0,46,0,0,"sub-sequence", 0, 2, 0);
	T = trans[0][46] = settr(45,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(45,0,43,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(45,0,45,0,0,"IF", 0, 2, 0);
	T = trans[ 0][43] = settr(42,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(42,2,41,0,0,"ATOMIC", 1, 2, 0);
	trans[0][41]	= settr(40,4,44,94,94,"(parked[0])", 1, 2, 0); /* m: 42 -> 44,0 */
	reached0[42] = 1;
	trans[0][42]	= settr(0,0,0,0,0,"parked[0] = 0",0,0,0);
	trans[0][44]	= settr(43,0,174,95,95,"searchers = (searchers+1)", 1, 2, 0);
	trans[0][47]	= settr(46,0,174,1,0,".(goto)", 0, 2, 0);
	trans[0][45]	= settr(44,0,174,2,0,"else", 0, 2, 0);
	trans[0][61]	= settr(60,0,174,1,0,".(goto)", 0, 2, 0);
	trans[0][49]	= settr(48,0,57,96,0,"((parked[1]&&!(retired[1])))", 1, 2, 0);
	T = trans[ 0][57] = settr(56,0,0,0,0,"sub-sequence", 0, 2, 0);
	T->nxt	= settr(56,0,55,0,0,"sub-sequence", 0, 2, 0);
	T = trans[0][55] = settr(54,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(54,0,52,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(54,0,54,0,0,"IF", 0, 2, 0);
	T = trans[ 0][52] = settr(51,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(51,2,50,0,0,"ATOMIC", 1, 2, 0);
	trans[0][50]	= settr(49,4,53,97,97,"(parked[1])", 1, 2, 0); /* m: 51 -> 53,0 */
	reached0[51] = 1;
	trans[0][51]	= settr(0,0,0,0,0,"parked[1] = 0",0,0,0);
	trans[0][53]	= settr(52,0,174,98,98,"searchers = (searchers+1)", 1, 2, 0);
	trans[0][56]	= settr(55,0,174,1,0,".(goto)", 0, 2, 0);
	trans[0][54]	= settr(53,0,174,2,0,"else", 0, 2, 0);
	trans[0][58]	= settr(57,0,59,2,0,"else", 0, 2, 0);
	trans[0][59]	= settr(58,0,174,1,0,"(1)", 0, 2, 0);
	trans[0][64]	= settr(63,0,174,1,0,".(goto)", 0, 2, 0);
	trans[0][62]	= settr(61,0,174,2,0,"else", 0, 2, 0);
	trans[0][68]	= settr(67,0,174,1,0,".(goto)", 0, 2, 0);
	trans[0][66]	= settr(65,0,174,2,0,"else", 0, 2, 0);
	trans[0][72]	= settr(71,0,174,1,0,".(goto)", 0, 2, 0);
	trans[0][70]	= settr(69,0,174,2,0,"else", 0, 2, 0);
	trans[0][77]	= settr(76,0,174,1,0,".(goto)", 0, 2, 0);
	trans[0][75]	= settr(74,0,174,2,0,"else", 0, 2, 0);
	T = trans[ 0][174] = settr(173,0,0,0,0,"sub-sequence", 0, 2, 0);
	T->nxt	= settr(173,0,78,0,0,"sub-sequence", 0, 2, 0);
	trans[0][78]	= settr(77,0,172,99,99,"t = 9", 0, 2, 0);
	T = trans[0][172] = settr(171,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(171,0,90,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(171,0,91,0,0,"IF", 0, 2, 0);
	T = trans[ 0][90] = settr(89,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(89,2,79,0,0,"ATOMIC", 1, 2, 0);
	trans[0][79]	= settr(78,2,89,100,0,"(ready[me])", 1, 2, 0);
	T = trans[ 0][89] = settr(88,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(88,0,86,0,0,"sub-sequence", 1, 2, 0);
	T = trans[0][86] = settr(85,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(85,2,80,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(85,2,82,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(85,2,84,0,0,"IF", 1, 2, 0);
	trans[0][80]	= settr(79,0,189,101,101,"((ready[me]&1))", 1, 2, 0); /* m: 81 -> 189,0 */
	reached0[81] = 1;
	trans[0][81]	= settr(0,0,0,0,0,"t = 0",0,0,0);
	trans[0][87]	= settr(86,0,189,102,102,".(goto)", 1, 2, 0); /* m: 88 -> 0,189 */
	reached0[88] = 1;
	trans[0][82]	= settr(81,0,189,103,103,"((ready[me]&2))", 1, 2, 0); /* m: 83 -> 189,0 */
	reached0[83] = 1;
	trans[0][83]	= settr(0,0,0,0,0,"t = 1",0,0,0);
	trans[0][84]	= settr(83,0,189,104,104,"((ready[me]&4))", 1, 2, 0); /* m: 85 -> 189,0 */
	reached0[85] = 1;
	trans[0][85]	= settr(0,0,0,0,0,"t = 2",0,0,0);
	trans[0][88]	= settr(0,0,0,0,0,"ready[me] = (ready[me]&~((1<<t)))",0,0,0);
	trans[0][173]	= settr(172,0,189,1,0,".(goto)", 0, 2, 0);
	trans[0][91]	= settr(90,0,170,2,0,"else", 0, 2, 0);
	T = trans[0][170] = settr(169,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(169,0,103,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(169,0,104,0,0,"IF", 0, 2, 0);
	T = trans[ 0][103] = settr(102,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(102,2,92,0,0,"ATOMIC", 1, 2, 0);
	trans[0][92]	= settr(91,2,102,105,0,"(addressed[mine])", 1, 2, 0);
	T = trans[ 0][102] = settr(101,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(101,0,99,0,0,"sub-sequence", 1, 2, 0);
	T = trans[0][99] = settr(98,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(98,2,93,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(98,2,95,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(98,2,97,0,0,"IF", 1, 2, 0);
	trans[0][93]	= settr(92,0,189,106,106,"((addressed[mine]&1))", 1, 2, 0); /* m: 94 -> 189,0 */
	reached0[94] = 1;
	trans[0][94]	= settr(0,0,0,0,0,"t = 0",0,0,0);
	trans[0][100]	= settr(99,0,189,107,107,".(goto)", 1, 2, 0); /* m: 101 -> 0,189 */
	reached0[101] = 1;
	trans[0][95]	= settr(94,0,189,108,108,"((addressed[mine]&2))", 1, 2, 0); /* m: 96 -> 189,0 */
	reached0[96] = 1;
	trans[0][96]	= settr(0,0,0,0,0,"t = 1",0,0,0);
	trans[0][97]	= settr(96,0,189,109,109,"((addressed[mine]&4))", 1, 2, 0); /* m: 98 -> 189,0 */
	reached0[98] = 1;
	trans[0][98]	= settr(0,0,0,0,0,"t = 2",0,0,0);
	trans[0][101]	= settr(0,0,0,0,0,"addressed[mine] = (addressed[mine]&~((1<<t)))",0,0,0);
	trans[0][171]	= settr(170,0,189,1,0,".(goto)", 0, 2, 0);
	trans[0][104]	= settr(103,0,168,2,0,"else", 0, 2, 0);
	T = trans[0][168] = settr(167,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(167,0,107,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(167,0,119,0,0,"IF", 0, 2, 0);
	T = trans[ 0][107] = settr(106,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(106,2,105,0,0,"ATOMIC", 1, 2, 0);
	trans[0][105]	= settr(104,4,118,110,110,"((letterInbox&&(mine==(1-orderFrom))))", 1, 2, 0); /* m: 106 -> 118,0 */
	reached0[106] = 1;
	trans[0][106]	= settr(0,0,0,0,0,"letterInbox = 0",0,0,0);
	T = trans[ 0][118] = settr(117,0,0,0,0,"sub-sequence", 0, 2, 0);
	T->nxt	= settr(117,0,116,0,0,"sub-sequence", 0, 2, 0);
	T = trans[0][116] = settr(115,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(115,0,110,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(115,0,115,0,0,"IF", 0, 2, 0);
	T = trans[ 0][110] = settr(109,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(109,2,108,0,0,"ATOMIC", 1, 2, 0);
	trans[0][108]	= settr(107,4,113,111,111,"((order==4))", 1, 2, 0); /* m: 109 -> 113,0 */
	reached0[109] = 1;
	trans[0][109]	= settr(0,0,0,0,0,"order = 3",0,0,0);
/*->*/	trans[0][113]	= settr(112,32,114,112,112,"D_STEP191", 1, 2, 0);
	trans[0][114]	= settr(113,0,189,113,113,"order = 2", 1, 2, 0);
	trans[0][117]	= settr(116,0,189,1,0,".(goto)", 0, 2, 0);
	trans[0][115]	= settr(114,0,189,2,0,"else", 0, 2, 0);
	trans[0][169]	= settr(168,0,189,1,0,".(goto)", 0, 2, 0);
	trans[0][119]	= settr(118,0,166,2,0,"else", 0, 2, 0);
	T = trans[0][166] = settr(165,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(165,0,131,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(165,0,132,0,0,"IF", 0, 2, 0);
	T = trans[ 0][131] = settr(130,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(130,2,120,0,0,"ATOMIC", 1, 2, 0);
	trans[0][120]	= settr(119,2,130,114,0,"(inbox[mine])", 1, 2, 0);
	T = trans[ 0][130] = settr(129,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(129,0,127,0,0,"sub-sequence", 1, 2, 0);
	T = trans[0][127] = settr(126,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(126,2,121,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(126,2,123,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(126,2,125,0,0,"IF", 1, 2, 0);
	trans[0][121]	= settr(120,0,189,115,115,"((inbox[mine]&1))", 1, 2, 0); /* m: 122 -> 189,0 */
	reached0[122] = 1;
	trans[0][122]	= settr(0,0,0,0,0,"t = 0",0,0,0);
	trans[0][128]	= settr(127,0,189,116,116,".(goto)", 1, 2, 0); /* m: 129 -> 0,189 */
	reached0[129] = 1;
	trans[0][123]	= settr(122,0,189,117,117,"((inbox[mine]&2))", 1, 2, 0); /* m: 124 -> 189,0 */
	reached0[124] = 1;
	trans[0][124]	= settr(0,0,0,0,0,"t = 1",0,0,0);
	trans[0][125]	= settr(124,0,189,118,118,"((inbox[mine]&4))", 1, 2, 0); /* m: 126 -> 189,0 */
	reached0[126] = 1;
	trans[0][126]	= settr(0,0,0,0,0,"t = 2",0,0,0);
	trans[0][129]	= settr(0,0,0,0,0,"inbox[mine] = (inbox[mine]&~((1<<t)))",0,0,0);
	trans[0][167]	= settr(166,0,189,1,0,".(goto)", 0, 2, 0);
	trans[0][132]	= settr(131,0,165,2,0,"else", 0, 2, 0);
	T = trans[ 0][165] = settr(164,0,0,0,0,"sub-sequence", 0, 2, 0);
	T->nxt	= settr(164,0,163,0,0,"sub-sequence", 0, 2, 0);
	T = trans[0][163] = settr(162,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(162,0,144,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(162,0,145,0,0,"IF", 0, 2, 0);
	T = trans[ 0][144] = settr(143,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(143,2,133,0,0,"ATOMIC", 1, 2, 0);
	trans[0][133]	= settr(132,2,143,119,0,"(overflow)", 1, 2, 0);
	T = trans[ 0][143] = settr(142,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(142,0,140,0,0,"sub-sequence", 1, 2, 0);
	T = trans[0][140] = settr(139,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(139,2,134,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(139,2,136,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(139,2,138,0,0,"IF", 1, 2, 0);
	trans[0][134]	= settr(133,0,189,120,120,"((overflow&1))", 1, 2, 0); /* m: 135 -> 189,0 */
	reached0[135] = 1;
	trans[0][135]	= settr(0,0,0,0,0,"t = 0",0,0,0);
	trans[0][141]	= settr(140,0,189,121,121,".(goto)", 1, 2, 0); /* m: 142 -> 0,189 */
	reached0[142] = 1;
	trans[0][136]	= settr(135,0,189,122,122,"((overflow&2))", 1, 2, 0); /* m: 137 -> 189,0 */
	reached0[137] = 1;
	trans[0][137]	= settr(0,0,0,0,0,"t = 1",0,0,0);
	trans[0][138]	= settr(137,0,189,123,123,"((overflow&4))", 1, 2, 0); /* m: 139 -> 189,0 */
	reached0[139] = 1;
	trans[0][139]	= settr(0,0,0,0,0,"t = 2",0,0,0);
	trans[0][142]	= settr(0,0,0,0,0,"overflow = (overflow&~((1<<t)))",0,0,0);
	trans[0][164]	= settr(163,0,189,1,0,".(goto)", 0, 2, 0);
	trans[0][145]	= settr(144,0,161,2,0,"else", 0, 2, 0);
	T = trans[0][161] = settr(160,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(160,0,148,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(160,0,160,0,0,"IF", 0, 2, 0);
	T = trans[ 0][148] = settr(147,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(147,2,146,0,0,"ATOMIC", 1, 2, 0);
	trans[0][146]	= settr(145,4,159,124,124,"(letterOverflow)", 1, 2, 0); /* m: 147 -> 159,0 */
	reached0[147] = 1;
	trans[0][147]	= settr(0,0,0,0,0,"letterOverflow = 0",0,0,0);
	T = trans[ 0][159] = settr(158,0,0,0,0,"sub-sequence", 0, 2, 0);
	T->nxt	= settr(158,0,157,0,0,"sub-sequence", 0, 2, 0);
	T = trans[0][157] = settr(156,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(156,0,151,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(156,0,156,0,0,"IF", 0, 2, 0);
	T = trans[ 0][151] = settr(150,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(150,2,149,0,0,"ATOMIC", 1, 2, 0);
	trans[0][149]	= settr(148,4,154,125,125,"((order==4))", 1, 2, 0); /* m: 150 -> 154,0 */
	reached0[150] = 1;
	trans[0][150]	= settr(0,0,0,0,0,"order = 3",0,0,0);
/*->*/	trans[0][154]	= settr(153,32,155,126,126,"D_STEP191", 1, 2, 0);
	trans[0][155]	= settr(154,0,189,127,127,"order = 2", 1, 2, 0);
	trans[0][158]	= settr(157,0,189,1,0,".(goto)", 0, 2, 0);
	trans[0][156]	= settr(155,0,189,2,0,"else", 0, 2, 0);
	trans[0][162]	= settr(161,0,189,1,0,".(goto)", 0, 2, 0);
	trans[0][160]	= settr(159,0,189,2,0,"else", 0, 2, 0);
	T = trans[0][189] = settr(188,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(188,0,175,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(188,0,188,0,0,"IF", 0, 2, 0);
	trans[0][175]	= settr(174,0,180,128,0,"((t!=9))", 0, 2, 0);
	T = trans[ 0][180] = settr(179,0,0,0,0,"sub-sequence", 0, 2, 0);
	T->nxt	= settr(179,0,176,0,0,"sub-sequence", 0, 2, 0);
	trans[0][176]	= settr(175,0,179,129,0,"assert(!((ended&(1<<t))))", 1, 2, 0);
	T = trans[ 0][179] = settr(178,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(178,2,177,0,0,"ATOMIC", 1, 2, 0);
	trans[0][177]	= settr(176,0,186,130,130,"assert(!((ended&(1<<t))))", 1, 2, 0); /* m: 178 -> 0,186 */
	reached0[178] = 1;
	trans[0][178]	= settr(0,0,0,0,0,"ended = (ended|(1<<t))",0,0,0);
	trans[0][181]	= settr(0,0,0,0,0,"t = 9",0,0,0);
	T = trans[0][186] = settr(185,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(185,0,182,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(185,0,184,0,0,"IF", 0, 2, 0);
	trans[0][182]	= settr(181,0,399,131,131,"(lost)", 0, 2, 0);
	trans[0][183]	= settr(182,0,399,1,0,"goto detached", 0, 2, 0);
	trans[0][187]	= settr(186,0,191,1,0,".(goto)", 0, 2, 0);
	trans[0][184]	= settr(183,0,76,2,0,"else", 0, 2, 0);
	trans[0][185]	= settr(184,0,76,1,0,"goto working", 0, 2, 0);
	trans[0][190]	= settr(189,0,191,1,0,".(goto)", 0, 2, 0);
	trans[0][188]	= settr(187,0,191,2,0,"else", 0, 2, 0);
	trans[0][191]	= settr(190,0,288,132,132,"searchers = (searchers+1)", 1, 2, 0);
	T = trans[ 0][288] = settr(287,0,0,0,0,"sub-sequence", 0, 2, 0);
	T->nxt	= settr(287,0,192,0,0,"sub-sequence", 0, 2, 0);
	trans[0][192]	= settr(191,0,286,133,133,"t = 9", 0, 2, 0);
	T = trans[0][286] = settr(285,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(285,0,204,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(285,0,205,0,0,"IF", 0, 2, 0);
	T = trans[ 0][204] = settr(203,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(203,2,193,0,0,"ATOMIC", 1, 2, 0);
	trans[0][193]	= settr(192,2,203,134,0,"(ready[me])", 1, 2, 0);
	T = trans[ 0][203] = settr(202,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(202,0,200,0,0,"sub-sequence", 1, 2, 0);
	T = trans[0][200] = settr(199,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(199,2,194,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(199,2,196,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(199,2,198,0,0,"IF", 1, 2, 0);
	trans[0][194]	= settr(193,0,319,135,135,"((ready[me]&1))", 1, 2, 0); /* m: 195 -> 319,0 */
	reached0[195] = 1;
	trans[0][195]	= settr(0,0,0,0,0,"t = 0",0,0,0);
	trans[0][201]	= settr(200,0,319,136,136,".(goto)", 1, 2, 0); /* m: 202 -> 0,319 */
	reached0[202] = 1;
	trans[0][196]	= settr(195,0,319,137,137,"((ready[me]&2))", 1, 2, 0); /* m: 197 -> 319,0 */
	reached0[197] = 1;
	trans[0][197]	= settr(0,0,0,0,0,"t = 1",0,0,0);
	trans[0][198]	= settr(197,0,319,138,138,"((ready[me]&4))", 1, 2, 0); /* m: 199 -> 319,0 */
	reached0[199] = 1;
	trans[0][199]	= settr(0,0,0,0,0,"t = 2",0,0,0);
	trans[0][202]	= settr(0,0,0,0,0,"ready[me] = (ready[me]&~((1<<t)))",0,0,0);
	trans[0][287]	= settr(286,0,319,1,0,".(goto)", 0, 2, 0);
	trans[0][205]	= settr(204,0,284,2,0,"else", 0, 2, 0);
	T = trans[0][284] = settr(283,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(283,0,217,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(283,0,218,0,0,"IF", 0, 2, 0);
	T = trans[ 0][217] = settr(216,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(216,2,206,0,0,"ATOMIC", 1, 2, 0);
	trans[0][206]	= settr(205,2,216,139,0,"(addressed[mine])", 1, 2, 0);
	T = trans[ 0][216] = settr(215,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(215,0,213,0,0,"sub-sequence", 1, 2, 0);
	T = trans[0][213] = settr(212,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(212,2,207,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(212,2,209,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(212,2,211,0,0,"IF", 1, 2, 0);
	trans[0][207]	= settr(206,0,319,140,140,"((addressed[mine]&1))", 1, 2, 0); /* m: 208 -> 319,0 */
	reached0[208] = 1;
	trans[0][208]	= settr(0,0,0,0,0,"t = 0",0,0,0);
	trans[0][214]	= settr(213,0,319,141,141,".(goto)", 1, 2, 0); /* m: 215 -> 0,319 */
	reached0[215] = 1;
	trans[0][209]	= settr(208,0,319,142,142,"((addressed[mine]&2))", 1, 2, 0); /* m: 210 -> 319,0 */
	reached0[210] = 1;
	trans[0][210]	= settr(0,0,0,0,0,"t = 1",0,0,0);
	trans[0][211]	= settr(210,0,319,143,143,"((addressed[mine]&4))", 1, 2, 0); /* m: 212 -> 319,0 */
	reached0[212] = 1;
	trans[0][212]	= settr(0,0,0,0,0,"t = 2",0,0,0);
	trans[0][215]	= settr(0,0,0,0,0,"addressed[mine] = (addressed[mine]&~((1<<t)))",0,0,0);
	trans[0][285]	= settr(284,0,319,1,0,".(goto)", 0, 2, 0);
	trans[0][218]	= settr(217,0,282,2,0,"else", 0, 2, 0);
	T = trans[0][282] = settr(281,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(281,0,221,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(281,0,233,0,0,"IF", 0, 2, 0);
	T = trans[ 0][221] = settr(220,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(220,2,219,0,0,"ATOMIC", 1, 2, 0);
	trans[0][219]	= settr(218,4,232,144,144,"((letterInbox&&(mine==(1-orderFrom))))", 1, 2, 0); /* m: 220 -> 232,0 */
	reached0[220] = 1;
	trans[0][220]	= settr(0,0,0,0,0,"letterInbox = 0",0,0,0);
	T = trans[ 0][232] = settr(231,0,0,0,0,"sub-sequence", 0, 2, 0);
	T->nxt	= settr(231,0,230,0,0,"sub-sequence", 0, 2, 0);
	T = trans[0][230] = settr(229,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(229,0,224,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(229,0,229,0,0,"IF", 0, 2, 0);
	T = trans[ 0][224] = settr(223,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(223,2,222,0,0,"ATOMIC", 1, 2, 0);
	trans[0][222]	= settr(221,4,227,145,145,"((order==4))", 1, 2, 0); /* m: 223 -> 227,0 */
	reached0[223] = 1;
	trans[0][223]	= settr(0,0,0,0,0,"order = 3",0,0,0);
/*->*/	trans[0][227]	= settr(226,32,228,146,146,"D_STEP191", 1, 2, 0);
	trans[0][228]	= settr(227,0,319,147,147,"order = 2", 1, 2, 0);
	trans[0][231]	= settr(230,0,319,1,0,".(goto)", 0, 2, 0);
	trans[0][229]	= settr(228,0,319,2,0,"else", 0, 2, 0);
	trans[0][283]	= settr(282,0,319,1,0,".(goto)", 0, 2, 0);
	trans[0][233]	= settr(232,0,280,2,0,"else", 0, 2, 0);
	T = trans[0][280] = settr(279,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(279,0,245,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(279,0,246,0,0,"IF", 0, 2, 0);
	T = trans[ 0][245] = settr(244,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(244,2,234,0,0,"ATOMIC", 1, 2, 0);
	trans[0][234]	= settr(233,2,244,148,0,"(inbox[mine])", 1, 2, 0);
	T = trans[ 0][244] = settr(243,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(243,0,241,0,0,"sub-sequence", 1, 2, 0);
	T = trans[0][241] = settr(240,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(240,2,235,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(240,2,237,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(240,2,239,0,0,"IF", 1, 2, 0);
	trans[0][235]	= settr(234,0,319,149,149,"((inbox[mine]&1))", 1, 2, 0); /* m: 236 -> 319,0 */
	reached0[236] = 1;
	trans[0][236]	= settr(0,0,0,0,0,"t = 0",0,0,0);
	trans[0][242]	= settr(241,0,319,150,150,".(goto)", 1, 2, 0); /* m: 243 -> 0,319 */
	reached0[243] = 1;
	trans[0][237]	= settr(236,0,319,151,151,"((inbox[mine]&2))", 1, 2, 0); /* m: 238 -> 319,0 */
	reached0[238] = 1;
	trans[0][238]	= settr(0,0,0,0,0,"t = 1",0,0,0);
	trans[0][239]	= settr(238,0,319,152,152,"((inbox[mine]&4))", 1, 2, 0); /* m: 240 -> 319,0 */
	reached0[240] = 1;
	trans[0][240]	= settr(0,0,0,0,0,"t = 2",0,0,0);
	trans[0][243]	= settr(0,0,0,0,0,"inbox[mine] = (inbox[mine]&~((1<<t)))",0,0,0);
	trans[0][281]	= settr(280,0,319,1,0,".(goto)", 0, 2, 0);
	trans[0][246]	= settr(245,0,279,2,0,"else", 0, 2, 0);
	T = trans[ 0][279] = settr(278,0,0,0,0,"sub-sequence", 0, 2, 0);
	T->nxt	= settr(278,0,277,0,0,"sub-sequence", 0, 2, 0);
	T = trans[0][277] = settr(276,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(276,0,258,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(276,0,259,0,0,"IF", 0, 2, 0);
	T = trans[ 0][258] = settr(257,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(257,2,247,0,0,"ATOMIC", 1, 2, 0);
	trans[0][247]	= settr(246,2,257,153,0,"(overflow)", 1, 2, 0);
	T = trans[ 0][257] = settr(256,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(256,0,254,0,0,"sub-sequence", 1, 2, 0);
	T = trans[0][254] = settr(253,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(253,2,248,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(253,2,250,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(253,2,252,0,0,"IF", 1, 2, 0);
	trans[0][248]	= settr(247,0,319,154,154,"((overflow&1))", 1, 2, 0); /* m: 249 -> 319,0 */
	reached0[249] = 1;
	trans[0][249]	= settr(0,0,0,0,0,"t = 0",0,0,0);
	trans[0][255]	= settr(254,0,319,155,155,".(goto)", 1, 2, 0); /* m: 256 -> 0,319 */
	reached0[256] = 1;
	trans[0][250]	= settr(249,0,319,156,156,"((overflow&2))", 1, 2, 0); /* m: 251 -> 319,0 */
	reached0[251] = 1;
	trans[0][251]	= settr(0,0,0,0,0,"t = 1",0,0,0);
	trans[0][252]	= settr(251,0,319,157,157,"((overflow&4))", 1, 2, 0); /* m: 253 -> 319,0 */
	reached0[253] = 1;
	trans[0][253]	= settr(0,0,0,0,0,"t = 2",0,0,0);
	trans[0][256]	= settr(0,0,0,0,0,"overflow = (overflow&~((1<<t)))",0,0,0);
	trans[0][278]	= settr(277,0,319,1,0,".(goto)", 0, 2, 0);
	trans[0][259]	= settr(258,0,275,2,0,"else", 0, 2, 0);
	T = trans[0][275] = settr(274,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(274,0,262,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(274,0,274,0,0,"IF", 0, 2, 0);
	T = trans[ 0][262] = settr(261,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(261,2,260,0,0,"ATOMIC", 1, 2, 0);
	trans[0][260]	= settr(259,4,273,158,158,"(letterOverflow)", 1, 2, 0); /* m: 261 -> 273,0 */
	reached0[261] = 1;
	trans[0][261]	= settr(0,0,0,0,0,"letterOverflow = 0",0,0,0);
	T = trans[ 0][273] = settr(272,0,0,0,0,"sub-sequence", 0, 2, 0);
	T->nxt	= settr(272,0,271,0,0,"sub-sequence", 0, 2, 0);
	T = trans[0][271] = settr(270,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(270,0,265,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(270,0,270,0,0,"IF", 0, 2, 0);
	T = trans[ 0][265] = settr(264,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(264,2,263,0,0,"ATOMIC", 1, 2, 0);
	trans[0][263]	= settr(262,4,268,159,159,"((order==4))", 1, 2, 0); /* m: 264 -> 268,0 */
	reached0[264] = 1;
	trans[0][264]	= settr(0,0,0,0,0,"order = 3",0,0,0);
/*->*/	trans[0][268]	= settr(267,32,269,160,160,"D_STEP191", 1, 2, 0);
	trans[0][269]	= settr(268,0,319,161,161,"order = 2", 1, 2, 0);
	trans[0][272]	= settr(271,0,319,1,0,".(goto)", 0, 2, 0);
	trans[0][270]	= settr(269,0,319,2,0,"else", 0, 2, 0);
	trans[0][276]	= settr(275,0,319,1,0,".(goto)", 0, 2, 0);
	trans[0][274]	= settr(273,0,319,2,0,"else", 0, 2, 0);
	T = trans[0][319] = settr(318,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(318,0,289,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(318,0,318,0,0,"IF", 0, 2, 0);
	trans[0][289]	= settr(288,0,317,162,0,"((t==9))", 0, 2, 0);
	T = trans[ 0][317] = settr(316,0,0,0,0,"sub-sequence", 0, 2, 0);
	T->nxt	= settr(316,0,315,0,0,"sub-sequence", 0, 2, 0);
	T = trans[0][315] = settr(314,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(314,0,301,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(314,0,313,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(314,0,314,0,0,"IF", 0, 2, 0);
	T = trans[ 0][301] = settr(300,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(300,2,290,0,0,"ATOMIC", 1, 2, 0);
	trans[0][290]	= settr(289,2,300,163,0,"(inbox[(1-mine)])", 1, 2, 0);
	T = trans[ 0][300] = settr(299,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(299,0,297,0,0,"sub-sequence", 1, 2, 0);
	T = trans[0][297] = settr(296,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(296,2,291,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(296,2,293,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(296,2,295,0,0,"IF", 1, 2, 0);
	trans[0][291]	= settr(290,0,367,164,164,"((inbox[(1-mine)]&1))", 1, 2, 0); /* m: 292 -> 367,0 */
	reached0[292] = 1;
	trans[0][292]	= settr(0,0,0,0,0,"t = 0",0,0,0);
	trans[0][298]	= settr(297,0,367,165,165,".(goto)", 1, 2, 0); /* m: 299 -> 0,367 */
	reached0[299] = 1;
	trans[0][293]	= settr(292,0,367,166,166,"((inbox[(1-mine)]&2))", 1, 2, 0); /* m: 294 -> 367,0 */
	reached0[294] = 1;
	trans[0][294]	= settr(0,0,0,0,0,"t = 1",0,0,0);
	trans[0][295]	= settr(294,0,367,167,167,"((inbox[(1-mine)]&4))", 1, 2, 0); /* m: 296 -> 367,0 */
	reached0[296] = 1;
	trans[0][296]	= settr(0,0,0,0,0,"t = 2",0,0,0);
	trans[0][299]	= settr(0,0,0,0,0,"inbox[(1-mine)] = (inbox[(1-mine)]&~((1<<t)))",0,0,0);
	trans[0][316]	= settr(315,0,367,1,0,".(goto)", 0, 2, 0);
	T = trans[ 0][313] = settr(312,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(312,2,302,0,0,"ATOMIC", 1, 2, 0);
	trans[0][302]	= settr(301,2,312,168,0,"((ready[carrierOf[(1-mine)]]&&(carrierOf[(1-mine)]!=me)))", 1, 2, 0);
	T = trans[ 0][312] = settr(311,0,0,0,0,"sub-sequence", 1, 2, 0);
	T->nxt	= settr(311,0,309,0,0,"sub-sequence", 1, 2, 0);
	T = trans[0][309] = settr(308,2,0,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(308,2,303,0,0,"IF", 1, 2, 0);
	T = T->nxt	= settr(308,2,305,0,0,"IF", 1, 2, 0);
	    T->nxt	= settr(308,2,307,0,0,"IF", 1, 2, 0);
	trans[0][303]	= settr(302,0,367,169,169,"((ready[carrierOf[(1-mine)]]&1))", 1, 2, 0); /* m: 304 -> 367,0 */
	reached0[304] = 1;
	trans[0][304]	= settr(0,0,0,0,0,"t = 0",0,0,0);
	trans[0][310]	= settr(309,0,367,170,170,".(goto)", 1, 2, 0); /* m: 311 -> 0,367 */
	reached0[311] = 1;
	trans[0][305]	= settr(304,0,367,171,171,"((ready[carrierOf[(1-mine)]]&2))", 1, 2, 0); /* m: 306 -> 367,0 */
	reached0[306] = 1;
	trans[0][306]	= settr(0,0,0,0,0,"t = 1",0,0,0);
	trans[0][307]	= settr(306,0,367,172,172,"((ready[carrierOf[(1-mine)]]&4))", 1, 2, 0); /* m: 308 -> 367,0 */
	reached0[308] = 1;
	trans[0][308]	= settr(0,0,0,0,0,"t = 2",0,0,0);
	trans[0][311]	= settr(0,0,0,0,0,"ready[carrierOf[(1-mine)]] = (ready[carrierOf[(1-mine)]]&~((1<<t)))",0,0,0);
	trans[0][314]	= settr(313,0,367,2,0,"else", 0, 2, 0);
	trans[0][320]	= settr(319,0,367,1,0,".(goto)", 0, 2, 0);
	trans[0][318]	= settr(317,0,367,2,0,"else", 0, 2, 0);
	T = trans[0][367] = settr(366,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(366,0,321,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(366,0,366,0,0,"IF", 0, 2, 0);
	trans[0][321]	= settr(320,0,322,173,0,"((t!=9))", 0, 2, 0);
	trans[0][322]	= settr(321,0,352,174,174,"searchers = (searchers-1)", 1, 2, 0);
	T = trans[0][352] = settr(351,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(351,0,323,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(351,0,351,0,0,"IF", 0, 2, 0);
	trans[0][323]	= settr(322,0,350,175,0,"(((searchers<=0)&&(((((inbox[0]||inbox[1])||ready[carrierOf[0]])||ready[carrierOf[1]])||overflow)||letterOverflow)))", 1, 2, 0);
	T = trans[ 0][350] = settr(349,0,0,0,0,"sub-sequence", 0, 2, 0);
	T->nxt	= settr(349,0,348,0,0,"sub-sequence", 0, 2, 0);
	T = trans[0][348] = settr(347,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(347,0,324,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(347,0,347,0,0,"IF", 0, 2, 0);
	trans[0][324]	= settr(323,0,345,176,0,"((searchers<=0))", 1, 2, 0);
	T = trans[0][345] = settr(344,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(344,0,325,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(344,0,334,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(344,0,343,0,0,"IF", 0, 2, 0);
	trans[0][325]	= settr(324,0,333,177,0,"((parked[0]&&!(retired[0])))", 1, 2, 0);
	T = trans[ 0][333] = settr(332,0,0,0,0,"sub-sequence", 0, 2, 0);
	T->nxt	= settr(332,0,331,0,0,"sub-sequence", 0, 2, 0);
	T = trans[0][331] = settr(330,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(330,0,328,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(330,0,330,0,0,"IF", 0, 2, 0);
	T = trans[ 0][328] = settr(327,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(327,2,326,0,0,"ATOMIC", 1, 2, 0);
	trans[0][326]	= settr(325,4,329,178,178,"(parked[0])", 1, 2, 0); /* m: 327 -> 329,0 */
	reached0[327] = 1;
	trans[0][327]	= settr(0,0,0,0,0,"parked[0] = 0",0,0,0);
	trans[0][329]	= settr(328,0,358,179,179,"searchers = (searchers+1)", 1, 2, 0);
	trans[0][332]	= settr(331,0,358,1,0,".(goto)", 0, 2, 0);
	trans[0][330]	= settr(329,0,358,2,0,"else", 0, 2, 0);
	trans[0][346]	= settr(345,0,358,1,0,".(goto)", 0, 2, 0);
	trans[0][334]	= settr(333,0,342,180,0,"((parked[1]&&!(retired[1])))", 1, 2, 0);
	T = trans[ 0][342] = settr(341,0,0,0,0,"sub-sequence", 0, 2, 0);
	T->nxt	= settr(341,0,340,0,0,"sub-sequence", 0, 2, 0);
	T = trans[0][340] = settr(339,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(339,0,337,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(339,0,339,0,0,"IF", 0, 2, 0);
	T = trans[ 0][337] = settr(336,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(336,2,335,0,0,"ATOMIC", 1, 2, 0);
	trans[0][335]	= settr(334,4,338,181,181,"(parked[1])", 1, 2, 0); /* m: 336 -> 338,0 */
	reached0[336] = 1;
	trans[0][336]	= settr(0,0,0,0,0,"parked[1] = 0",0,0,0);
	trans[0][338]	= settr(337,0,358,182,182,"searchers = (searchers+1)", 1, 2, 0);
	trans[0][341]	= settr(340,0,358,1,0,".(goto)", 0, 2, 0);
	trans[0][339]	= settr(338,0,358,2,0,"else", 0, 2, 0);
	trans[0][343]	= settr(342,0,344,2,0,"else", 0, 2, 0);
	trans[0][344]	= settr(343,0,358,1,0,"(1)", 0, 2, 0);
	trans[0][349]	= settr(348,0,358,1,0,".(goto)", 0, 2, 0);
	trans[0][347]	= settr(346,0,358,2,0,"else", 0, 2, 0);
	trans[0][353]	= settr(352,0,358,1,0,".(goto)", 0, 2, 0);
	trans[0][351]	= settr(350,0,358,2,0,"else", 0, 2, 0);
	T = trans[ 0][358] = settr(357,0,0,0,0,"sub-sequence", 0, 2, 0);
	T->nxt	= settr(357,0,354,0,0,"sub-sequence", 0, 2, 0);
	trans[0][354]	= settr(353,0,357,183,0,"assert(!((ended&(1<<t))))", 1, 2, 0);
	T = trans[ 0][357] = settr(356,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(356,2,355,0,0,"ATOMIC", 1, 2, 0);
	trans[0][355]	= settr(354,0,364,184,184,"assert(!((ended&(1<<t))))", 1, 2, 0); /* m: 356 -> 0,364 */
	reached0[356] = 1;
	trans[0][356]	= settr(0,0,0,0,0,"ended = (ended|(1<<t))",0,0,0);
	trans[0][359]	= settr(0,0,0,0,0,"t = 9",0,0,0);
	T = trans[0][364] = settr(363,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(363,0,360,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(363,0,362,0,0,"IF", 0, 2, 0);
	trans[0][360]	= settr(359,0,399,185,185,"(lost)", 0, 2, 0);
	trans[0][361]	= settr(360,0,399,1,0,"goto detached", 0, 2, 0);
	trans[0][365]	= settr(364,0,373,1,0,".(goto)", 0, 2, 0);
	trans[0][362]	= settr(361,0,76,2,0,"else", 0, 2, 0);
	trans[0][363]	= settr(362,0,76,1,0,"goto working", 0, 2, 0);
	trans[0][368]	= settr(367,0,373,1,0,".(goto)", 0, 2, 0);
	trans[0][366]	= settr(365,0,373,2,0,"else", 0, 2, 0);
	T = trans[0][373] = settr(372,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(372,0,369,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(372,0,372,0,0,"IF", 0, 2, 0);
	trans[0][369]	= settr(368,0,370,186,0,"(ready[me])", 1, 2, 0);
	trans[0][370]	= settr(369,0,76,187,187,"searchers = (searchers-1)", 1, 2, 0);
	trans[0][371]	= settr(370,0,76,1,0,"goto working", 0, 2, 0);
	trans[0][374]	= settr(373,0,375,1,0,".(goto)", 0, 2, 0);
	trans[0][372]	= settr(371,0,375,2,0,"else", 0, 2, 0);
	trans[0][375]	= settr(374,0,376,188,188,"parked[mine] = 1", 1, 2, 0);
	trans[0][376]	= settr(375,0,388,189,189,"searchers = (searchers-1)", 1, 2, 0);
	T = trans[0][388] = settr(387,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(387,0,377,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(387,0,387,0,0,"IF", 0, 2, 0);
	trans[0][377]	= settr(376,0,385,190,0,"(((((((((inbox[0]||inbox[1])||ready[carrierOf[0]])||ready[carrierOf[1]])||addressed[mine])||(letterInbox&&(mine==(1-orderFrom))))||overflow)||letterOverflow)||0))", 1, 2, 0);
	T = trans[0][385] = settr(384,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(384,0,380,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(384,0,383,0,0,"IF", 0, 2, 0);
	T = trans[ 0][380] = settr(379,2,0,0,0,"ATOMIC", 1, 2, 0);
	T->nxt	= settr(379,2,378,0,0,"ATOMIC", 1, 2, 0);
	trans[0][378]	= settr(377,4,381,191,191,"(parked[mine])", 1, 2, 0); /* m: 379 -> 381,0 */
	reached0[379] = 1;
	trans[0][379]	= settr(0,0,0,0,0,"parked[mine] = 0",0,0,0);
	trans[0][381]	= settr(380,0,288,192,192,"searchers = (searchers+1)", 1, 2, 0);
	trans[0][382]	= settr(381,0,288,1,0,"goto searching", 0, 2, 0);
	trans[0][386]	= settr(385,0,391,1,0,".(goto)", 0, 2, 0);
	trans[0][383]	= settr(382,0,288,2,0,"else", 0, 2, 0);
	trans[0][384]	= settr(383,0,288,1,0,"goto searchingClaimed", 0, 2, 0);
	trans[0][389]	= settr(388,0,391,1,0,".(goto)", 0, 2, 0);
	trans[0][387]	= settr(386,0,391,2,0,"else", 0, 2, 0);
	T = trans[ 0][391] = settr(390,0,0,0,0,"sub-sequence", 0, 2, 0);
	T->nxt	= settr(390,0,390,0,0,"sub-sequence", 0, 2, 0);
	trans[0][390]	= settr(389,0,396,1,0,"(1)", 0, 2, 0);
	T = trans[0][396] = settr(395,0,0,0,0,"IF", 0, 2, 0);
	T = T->nxt	= settr(395,0,392,0,0,"IF", 0, 2, 0);
	    T->nxt	= settr(395,0,394,0,0,"IF", 0, 2, 0);
	trans[0][392]	= settr(391,0,288,193,0,"(!(parked[mine]))", 1, 2, 0);
	trans[0][393]	= settr(392,0,288,1,0,"goto searchingClaimed", 0, 2, 0);
	trans[0][397]	= settr(396,0,288,1,0,".(goto)", 0, 2, 0);
	trans[0][394]	= settr(393,0,400,194,0,"(stopped)", 1, 2, 0);
	trans[0][395]	= settr(394,0,400,1,0,"goto done", 0, 2, 0);
	trans[0][398]	= settr(397,0,288,1,0,"goto searching", 0, 2, 0);
	trans[0][399]	= settr(398,0,400,1,0,"(1)", 0, 2, 0);
	trans[0][400]	= settr(399,0,401,195,0,"assert((ready[me]==0))", 1, 2, 0);
	trans[0][401]	= settr(400,0,0,196,196,"-end-", 0, 3500, 0);
	/* np_ demon: */
	trans[_NP_] = (Trans **) emalloc(3*sizeof(Trans *));
	T = trans[_NP_][0] = settr(9997,0,1,_T5,0,"(np_)", 1,2,0);
	    T->nxt	  = settr(9998,0,0,_T2,0,"(1)",   0,2,0);
	T = trans[_NP_][1] = settr(9999,0,1,_T5,0,"(np_)", 1,2,0);
}

Trans *
settr(	int t_id, int a, int b, int c, int d,
	char *t, int g, int tpe0, int tpe1)
{	Trans *tmp = (Trans *) emalloc(sizeof(Trans));

	tmp->atom  = a&(6|32);	/* only (2|8|32) have meaning */
	if (!g) tmp->atom |= 8;	/* no global references */
	tmp->st    = b;
	tmp->tpe[0] = tpe0;
	tmp->tpe[1] = tpe1;
	tmp->tp    = t;
	tmp->t_id  = t_id;
	tmp->forw  = c;
	tmp->back  = d;
	return tmp;
}

Trans *
cpytr(Trans *a)
{	Trans *tmp = (Trans *) emalloc(sizeof(Trans));

	int i;
	tmp->atom  = a->atom;
	tmp->st    = a->st;
#ifdef HAS_UNLESS
	tmp->e_trans = a->e_trans;
	for (i = 0; i < HAS_UNLESS; i++)
		tmp->escp[i] = a->escp[i];
#endif
	tmp->tpe[0] = a->tpe[0];
	tmp->tpe[1] = a->tpe[1];
	for (i = 0; i < 6; i++)
	{	tmp->qu[i] = a->qu[i];
		tmp->ty[i] = a->ty[i];
	}
	tmp->tp    = (char *) emalloc(strlen(a->tp)+1);
	strcpy(tmp->tp, a->tp);
	tmp->t_id  = a->t_id;
	tmp->forw  = a->forw;
	tmp->back  = a->back;
	return tmp;
}

#ifndef NOREDUCE
int
srinc_set(int n)
{	if (n <= 2) return LOCAL;
	if (n <= 2+  DELTA) return Q_FULL_F; /* 's' or nfull  */
	if (n <= 2+2*DELTA) return Q_EMPT_F; /* 'r' or nempty */
	if (n <= 2+3*DELTA) return Q_EMPT_T; /* empty */
	if (n <= 2+4*DELTA) return Q_FULL_T; /* full  */
	if (n ==   5*DELTA) return GLOBAL;
	if (n ==   6*DELTA) return TIMEOUT_F;
	if (n ==   7*DELTA) return ALPHA_F;
	Uerror("cannot happen srinc_class");
	return BAD;
}
int
srunc(int n, int m)
{	switch(m) {
	case Q_FULL_F: return n-2;
	case Q_EMPT_F: return n-2-DELTA;
	case Q_EMPT_T: return n-2-2*DELTA;
	case Q_FULL_T: return n-2-3*DELTA;
	case ALPHA_F:
	case TIMEOUT_F: return 257; /* non-zero, and > MAXQ */
	}
	Uerror("cannot happen srunc");
	return 0;
}
#endif
int cnt;
#ifdef HAS_UNLESS
int
isthere(Trans *a, int b)
{	Trans *t;
	for (t = a; t; t = t->nxt)
		if (t->t_id == b)
			return 1;
	return 0;
}
#endif
#ifndef NOREDUCE
int
mark_safety(Trans *t) /* for conditional safety */
{	int g = 0, i, j, k;

	if (!t) return 0;
	if (t->qu[0])
		return (t->qu[1])?2:1;	/* marked */

	for (i = 0; i < 2; i++)
	{	j = srinc_set(t->tpe[i]);
		if (j >= GLOBAL && j != ALPHA_F)
			return -1;
		if (j != LOCAL)
		{	k = srunc(t->tpe[i], j);
			if (g == 0
			||  t->qu[0] != k
			||  t->ty[0] != j)
			{	t->qu[g] = k;
				t->ty[g] = j;
				g++;
	}	}	}
	return g;
}
#endif
void
retrans(int n, int m, int is, short srcln[], uchar reach[], uchar lpstate[])
	/* process n, with m states, is=initial state */
{	Trans *T0, *T1, *T2, *T3;
	Trans *T4, *T5; /* t_reverse or has_unless */
	int i;
#if defined(HAS_UNLESS) || !defined(NOREDUCE)
	int k;
#endif
#ifndef NOREDUCE
	int g, h, j, aa;
#endif
#ifdef HAS_UNLESS
	int p;
#endif
	if (state_tables >= 4)
	{	printf("STEP 1 %s\n", 
			procname[n]);
		for (i = 1; i < m; i++)
		for (T0 = trans[n][i]; T0; T0 = T0->nxt)
			crack(n, i, T0, srcln);
		return;
	}
	do {
		for (i = 1, cnt = 0; i < m; i++)
		{	T2 = trans[n][i];
			T1 = T2?T2->nxt:(Trans *)0;
/* prescan: */		for (T0 = T1; T0; T0 = T0->nxt)
/* choice in choice */	{	if (T0->st && trans[n][T0->st]
				&&  trans[n][T0->st]->nxt)
					break;
			}
#if 0
		if (T0)
		printf("\tstate %d / %d: choice in choice\n",
		i, T0->st);
#endif
			if (T0)
			for (T0 = T1; T0; T0 = T0->nxt)
			{	T3 = trans[n][T0->st];
				if (!T3->nxt)
				{	T2->nxt = cpytr(T0);
					T2 = T2->nxt;
					imed(T2, T0->st, n, i);
					continue;
				}
				do {	T3 = T3->nxt;
					T2->nxt = cpytr(T3);
					T2 = T2->nxt;
					imed(T2, T0->st, n, i);
				} while (T3->nxt);
				cnt++;
			}
		}
	} while (cnt);
	if (state_tables >= 3)
	{	printf("STEP 2 %s\n", 
			procname[n]);
		for (i = 1; i < m; i++)
		for (T0 = trans[n][i]; T0; T0 = T0->nxt)
			crack(n, i, T0, srcln);
		return;
	}
	for (i = 1; i < m; i++)
	{	if (trans[n][i] && trans[n][i]->nxt) /* optimize */
		{	T1 = trans[n][i]->nxt;
#if 0
			printf("\t\tpull %d (%d) to %d\n",
			T1->st, T1->forw, i);
#endif
			srcln[i] = srcln[T1->st];	/* Oyvind Teig, 5.2.0 */

			if (!trans[n][T1->st]) continue;
			T0 = cpytr(trans[n][T1->st]);
			trans[n][i] = T0;
			reach[T1->st] = 1;
			imed(T0, T1->st, n, i);
			for (T1 = T1->nxt; T1; T1 = T1->nxt)
			{
#if 0
			printf("\t\tpull %d (%d) to %d\n",
				T1->st, T1->forw, i);
#endif
		/*		srcln[i] = srcln[T1->st];  gh: not useful */
				if (!trans[n][T1->st]) continue;
				T0->nxt = cpytr(trans[n][T1->st]);
				T0 = T0->nxt;
				reach[T1->st] = 1;
				imed(T0, T1->st, n, i);
	}	}	}
	if (state_tables >= 2)
	{	printf("STEP 3 %s\n", 
			procname[n]);
		for (i = 1; i < m; i++)
		for (T0 = trans[n][i]; T0; T0 = T0->nxt)
			crack(n, i, T0, srcln);
		return;
	}
#ifdef HAS_UNLESS
	for (i = 1; i < m; i++)
	{	if (!trans[n][i]) continue;
		/* check for each state i if an
		 * escape to some state p is defined
		 * if so, copy and mark p's transitions
		 * and prepend them to the transition-
		 * list of state i
		 */
	 if (!like_java) /* the default */
	 {	for (T0 = trans[n][i]; T0; T0 = T0->nxt)
		for (k = HAS_UNLESS-1; k >= 0; k--)
		{	if (p = T0->escp[k])
			for (T1 = trans[n][p]; T1; T1 = T1->nxt)
			{	if (isthere(trans[n][i], T1->t_id))
					continue;
				T2 = cpytr(T1);
				T2->e_trans = p;
				T2->nxt = trans[n][i];
				trans[n][i] = T2;
		}	}
	 } else /* outermost unless checked first */
	 {	T4 = T3 = (Trans *) 0;
		for (T0 = trans[n][i]; T0; T0 = T0->nxt)
		for (k = HAS_UNLESS-1; k >= 0; k--)
		{	if (p = T0->escp[k])
			for (T1 = trans[n][p]; T1; T1 = T1->nxt)
			{	if (isthere(trans[n][i], T1->t_id))
					continue;
				T2 = cpytr(T1);
				T2->nxt = (Trans *) 0;
				T2->e_trans = p;
				if (T3)	T3->nxt = T2;
				else	T4 = T2;
				T3 = T2;
		}	}
		if (T4)
		{	T3->nxt = trans[n][i];
			trans[n][i] = T4;
		}
	 }
	}
#endif
#ifndef NOREDUCE
	for (i = 1; i < m; i++)
	{	if (a_cycles)
		{ /* moves through these states are visible */
	#if PROG_LAB>0 && defined(HAS_NP)
			if (progstate[n][i])
				goto degrade;
			for (T1 = trans[n][i]; T1; T1 = T1->nxt)
				if (progstate[n][T1->st])
					goto degrade;
	#endif
			if (accpstate[n][i] || visstate[n][i])
				goto degrade;
			for (T1 = trans[n][i]; T1; T1 = T1->nxt)
				if (accpstate[n][T1->st])
					goto degrade;
		}
		T1 = trans[n][i];
		if (!T1) continue;
		g = mark_safety(T1);	/* V3.3.1 */
		if (g < 0) goto degrade; /* global */
		/* check if mixing of guards preserves reduction */
		if (T1->nxt)
		{	k = 0;
			for (T0 = T1; T0; T0 = T0->nxt)
			{	if (!(T0->atom&8))
					goto degrade;
				for (aa = 0; aa < 2; aa++)
				{	j = srinc_set(T0->tpe[aa]);
					if (j >= GLOBAL && j != ALPHA_F)
						goto degrade;
					if (T0->tpe[aa]
					&&  T0->tpe[aa]
					!=  T1->tpe[0])
						k = 1;
			}	}
			/* g = 0;	V3.3.1 */
			if (k)	/* non-uniform selection */
			for (T0 = T1; T0; T0 = T0->nxt)
			for (aa = 0; aa < 2; aa++)
			{	j = srinc_set(T0->tpe[aa]);
				if (j != LOCAL)
				{	k = srunc(T0->tpe[aa], j);
					for (h = 0; h < 6; h++)
						if (T1->qu[h] == k
						&&  T1->ty[h] == j)
							break;
					if (h >= 6)
					{	T1->qu[g%6] = k;
						T1->ty[g%6] = j;
						g++;
			}	}	}
			if (g > 6)
			{	T1->qu[0] = 0;	/* turn it off */
				printf("pan: warning, line %d, ",
					srcln[i]);
			 	printf("too many stmnt types (%d)",
					g);
			  	printf(" in selection\n");
			  goto degrade;
			}
		}
		/* mark all options global if >=1 is global */
		for (T1 = trans[n][i]; T1; T1 = T1->nxt)
			if (!(T1->atom&8)) break;
		if (T1)
degrade:	for (T1 = trans[n][i]; T1; T1 = T1->nxt)
			T1->atom &= ~8;	/* mark as unsafe */
		/* can only mix 'r's or 's's if on same chan */
		/* and not mixed with other local operations */
		T1 = trans[n][i];
		if (!T1 || T1->qu[0]) continue;
		j = T1->tpe[0];
		if (T1->nxt && T1->atom&8)
		{ if (j == 5*DELTA)
		  {	printf("warning: line %d ", srcln[i]);
			printf("mixed condition ");
			printf("(defeats reduction)\n");
			goto degrade;
		  }
		  for (T0 = T1; T0; T0 = T0->nxt)
		  for (aa = 0; aa < 2; aa++)
		  if  (T0->tpe[aa] && T0->tpe[aa] != j)
		  {	printf("warning: line %d ", srcln[i]);
			printf("[%d-%d] mixed %stion ",
				T0->tpe[aa], j, 
				(j==5*DELTA)?"condi":"selec");
			printf("(defeats reduction)\n");
			printf("	'%s' <-> '%s'\n",
				T1->tp, T0->tp);
			goto degrade;
		} }
	}
#endif
	for (i = 1; i < m; i++)
	{	T2 = trans[n][i];
		if (!T2
		||  T2->nxt
		||  strncmp(T2->tp, ".(goto)", 7)
		||  !stopstate[n][i])
			continue;
		stopstate[n][T2->st] = 1;
	}
	if (state_tables && !verbose)
	{	if (dodot)
		{	char buf[256], *q = buf, *p = procname[n];
			while (*p != '\0')
			{	if (*p != ':')
				{	*q++ = *p;
				}
				p++;
			}
			*q = '\0';
			printf("digraph ");
			switch (Btypes[n]) {
			case I_PROC:  printf("init {\n"); break;
			case N_CLAIM: printf("claim_%s {\n", buf); break;
			case E_TRACE: printf("notrace {\n"); break;
			case N_TRACE: printf("trace {\n"); break;
			default:      printf("p_%s {\n", buf); break;
			}
			printf("size=\"8,10\";\n");
			printf("  GT [shape=box,style=dotted,label=\"%s\"];\n", buf);
			printf("  GT -> S%d;\n", is);
		} else
		{	switch (Btypes[n]) {
			case I_PROC:  printf("init\n"); break;
			case N_CLAIM: printf("claim %s\n", procname[n]); break;
			case E_TRACE: printf("notrace assertion\n"); break;
			case N_TRACE: printf("trace assertion\n"); break;
			default:      printf("proctype %s\n", procname[n]); break;
		}	}
		for (i = 1; i < m; i++)
		{	reach[i] = 1;
		}
		tagtable(n, m, is, srcln, reach);
		if (dodot) printf("}\n");
	} else
	for (i = 1; i < m; i++)
	{	int nrelse;
		if (Btypes[n] != N_CLAIM)
		{	for (T0 = trans[n][i]; T0; T0 = T0->nxt)
			{	if (T0->st == i
				&& strcmp(T0->tp, "(1)") == 0)
				{	printf("error: proctype '%s' ",
						procname[n]);
		  			printf("line %d, state %d: has un",
						srcln[i], i);
					printf("conditional self-loop\n");
					pan_exit(1);
		}	}	}
		nrelse = 0;
		for (T0 = trans[n][i]; T0; T0 = T0->nxt)
		{	if (strcmp(T0->tp, "else") == 0)
				nrelse++;
		}
		if (nrelse > 1)
		{	printf("error: proctype '%s' state",
				procname[n]);
		  	printf(" %d, inherits %d", i, nrelse);
		  	printf(" 'else' stmnts\n");
			pan_exit(1);
	}	}
#if !defined(LOOPSTATE) && !defined(BFS_PAR)
	if (state_tables)
#endif
	do_dfs(n, m, is, srcln, reach, lpstate);

	if (!t_reverse)
	{	return;
	}
	/* process n, with m states, is=initial state -- reverse list */
	if (!state_tables && Btypes[n] != N_CLAIM)
	{	for (i = 1; i < m; i++)
		{	Trans *Tx = (Trans *) 0; /* list of escapes */
			Trans *Ty = (Trans *) 0; /* its tail element */
			T1 = (Trans *) 0; /* reversed list */
			T2 = (Trans *) 0; /* its tail */
			T3 = (Trans *) 0; /* remembers possible 'else' */

			/* find unless-escapes, they should go first */
			T4 = T5 = T0 = trans[n][i];
	#ifdef HAS_UNLESS
			while (T4 && T4->e_trans) /* escapes are first in orig list */
			{	T5 = T4;	  /* remember predecessor */
				T4 = T4->nxt;
			}
	#endif
			/* T4 points to first non-escape, T5 to its parent, T0 to original list */
			if (T4 != T0)		 /* there was at least one escape */
			{	T3 = T5->nxt;		 /* start of non-escapes */
				T5->nxt = (Trans *) 0;	 /* separate */
				Tx = T0;		 /* start of the escapes */
				Ty = T5;		 /* its tail */
				T0 = T3;		 /* the rest, to be reversed */
			}
			/* T0 points to first non-escape, Tx to the list of escapes, Ty to its tail */

			/* first tail-add non-escape transitions, reversed */
			T3 = (Trans *) 0;
			for (T5 = T0; T5; T5 = T4)
			{	T4 = T5->nxt;
	#ifdef HAS_UNLESS
				if (T5->e_trans)
				{	printf("error: cannot happen!\n");
					continue;
				}
	#endif
				if (strcmp(T5->tp, "else") == 0)
				{	T3 = T5;
					T5->nxt = (Trans *) 0;
				} else
				{	T5->nxt = T1;
					if (!T1) { T2 = T5; }
					T1 = T5;
			}	}
			/* T3 points to a possible else, which is removed from the list */
			/* T1 points to the reversed list so far (without escapes) */
			/* T2 points to the tail element -- where the else should go */
			if (T2 && T3)
			{	T2->nxt = T3;	/* add else */
			} else
			{	if (T3) /* there was an else, but there's no tail */
				{	if (!T1)	/* and no reversed list */
					{	T1 = T3; /* odd, but possible */
					} else		/* even stranger */
					{	T1->nxt = T3;
			}	}	}

			/* add in the escapes, to that they appear at the front */
			if (Tx && Ty) { Ty->nxt = T1; T1 = Tx; }

			trans[n][i] = T1;
			/* reversed, with escapes first and else last */
	}	}
	if (state_tables && verbose)
	{	printf("FINAL proctype %s\n", 
			procname[n]);
		for (i = 1; i < m; i++)
		for (T0 = trans[n][i]; T0; T0 = T0->nxt)
			crack(n, i, T0, srcln);
	}
}
void
imed(Trans *T, int v, int n, int j)	/* set intermediate state */
{	progstate[n][T->st] |= progstate[n][v];
	accpstate[n][T->st] |= accpstate[n][v];
	stopstate[n][T->st] |= stopstate[n][v];
	mapstate[n][j] = T->st;
}
void
tagtable(int n, int m, int is, short srcln[], uchar reach[])
{	Trans *z;

	if (is >= m || !trans[n][is]
	||  is <= 0 || reach[is] == 0)
		return;
	reach[is] = 0;
	if (state_tables)
	for (z = trans[n][is]; z; z = z->nxt)
	{	if (dodot)
			dot_crack(n, is, z);
		else
			crack(n, is, z, srcln);
	}

	for (z = trans[n][is]; z; z = z->nxt)
	{
#ifdef HAS_UNLESS
		int i, j;
#endif
		tagtable(n, m, z->st, srcln, reach);
#ifdef HAS_UNLESS
		for (i = 0; i < HAS_UNLESS; i++)
		{	j = trans[n][is]->escp[i];
			if (!j) break;
			tagtable(n, m, j, srcln, reach);
		}
#endif
	}
}

extern Trans *t_id_lkup[];

void
dfs_table(int n, int m, int is, short srcln[], uchar reach[], uchar lpstate[])
{	Trans *z;

	if (is >= m || is <= 0 || !trans[n][is])
		return;
	if ((reach[is] & (4|8|16)) != 0)
	{	if ((reach[is] & (8|16)) == 16)	/* on stack, not yet recorded */
		{	lpstate[is] = 1;
			reach[is] |= 8; /* recorded */
			if (state_tables && verbose)
			{	printf("state %d line %d is a loopstate\n", is, srcln[is]);
		}	}
		return;
	}
	reach[is] |= (4|16);	/* visited | onstack */
	for (z = trans[n][is]; z; z = z->nxt)
	{	t_id_lkup[z->t_id] = z;
#ifdef HAS_UNLESS
		int i, j;
#endif
		dfs_table(n, m, z->st, srcln, reach, lpstate);
#ifdef HAS_UNLESS
		for (i = 0; i < HAS_UNLESS; i++)
		{	j = trans[n][is]->escp[i];
			if (!j) break;
			dfs_table(n, m, j, srcln, reach, lpstate);
		}
#endif
	}
	reach[is] &= ~16; /* no longer on stack */
}
void
do_dfs(int n, int m, int is, short srcln[], uchar reach[], uchar lpstate[])
{	int i;
	dfs_table(n, m, is, srcln, reach, lpstate);
	for (i = 0; i < m; i++)
		reach[i] &= ~(4|8|16);
}
void
crack(int n, int j, Trans *z, short srcln[])
{	int i;

	if (!z) return;
	printf("	state %3d -(tr %3d)-> state %3d  ",
		j, z->forw, z->st);
	printf("[id %3d tp %3d", z->t_id, z->tpe[0]);
	if (z->tpe[1]) printf(",%d", z->tpe[1]);
#ifdef HAS_UNLESS
	if (z->e_trans)
		printf(" org %3d", z->e_trans);
	else if (state_tables >= 2)
	for (i = 0; i < HAS_UNLESS; i++)
	{	if (!z->escp[i]) break;
		printf(" esc %d", z->escp[i]);
	}
#endif
	printf("]");
	printf(" [%s%s%s%s%s] %s:%d => ",
		z->atom&6?"A":z->atom&32?"D":"-",
		accpstate[n][j]?"a" :"-",
		stopstate[n][j]?"e" : "-",
		progstate[n][j]?"p" : "-",
		z->atom & 8 ?"L":"G",
		PanSource, srcln[j]);
	for (i = 0; z->tp[i]; i++)
		if (z->tp[i] == '\n')
			printf("\\n");
		else
			putchar(z->tp[i]);
	if (verbose && z->qu[0])
	{	printf("\t[");
		for (i = 0; i < 6; i++)
			if (z->qu[i])
				printf("(%d,%d)",
				z->qu[i], z->ty[i]);
		printf("]");
	}
	printf("\n");
	fflush(stdout);
}
/* spin -a m.pml; cc -o pan pan.c; ./pan -D | dot -Tps > foo.ps; ps2pdf foo.ps */
void
dot_crack(int n, int j, Trans *z)
{	int i;

	if (!z) return;
	printf("	S%d -> S%d  [color=black", j, z->st);

	if (z->atom&6) printf(",style=dashed");
	else if (z->atom&32) printf(",style=dotted");
	else if (z->atom&8) printf(",style=solid");
	else printf(",style=bold");

	printf(",label=\"");
	for (i = 0; z->tp[i]; i++)
	{	if (z->tp[i] == '\\'
		&&  z->tp[i+1] == 'n')
		{	i++; printf(" ");
		} else
		{	putchar(z->tp[i]);
	}	}
	printf("\"];\n");
	if (accpstate[n][j]) printf("  S%d [color=red,style=bold];\n", j);
	else if (progstate[n][j]) printf("  S%d [color=green,style=bold];\n", j);
	if (stopstate[n][j]) printf("  S%d [color=blue,style=bold,shape=box];\n", j);
}

#ifdef VAR_RANGES
#define BYTESIZE	32	/* 2^8 : 2^3 = 256:8 = 32 */

typedef struct Vr_Ptr {
	char	*nm;
	uchar	vals[BYTESIZE];
	struct Vr_Ptr *nxt;
} Vr_Ptr;
Vr_Ptr *ranges = (Vr_Ptr *) 0;

void
logval(char *s, int v)
{	Vr_Ptr *tmp;

	if (v<0 || v > 255) return;
	for (tmp = ranges; tmp; tmp = tmp->nxt)
		if (!strcmp(tmp->nm, s))
			goto found;
	tmp = (Vr_Ptr *) emalloc(sizeof(Vr_Ptr));
	tmp->nxt = ranges;
	ranges = tmp;
	tmp->nm = s;
found:
	tmp->vals[(v)/8] |= 1<<((v)%8);
}

void
dumpval(uchar X[], int range)
{	int w, x, i, j = -1;

	for (w = i = 0; w < range; w++)
	for (x = 0; x < 8; x++, i++)
	{
from:		if ((X[w] & (1<<x)))
		{	printf("%d", i);
			j = i;
			goto upto;
	}	}
	return;
	for (w = 0; w < range; w++)
	for (x = 0; x < 8; x++, i++)
	{
upto:		if (!(X[w] & (1<<x)))
		{	if (i-1 == j)
				printf(", ");
			else
				printf("-%d, ", i-1);
			goto from;
	}	}
	if (j >= 0 && j != 255)
		printf("-255");
}

void
dumpranges(void)
{	Vr_Ptr *tmp;
	printf("\nValues assigned within ");
	printf("interval [0..255]:\n");
	for (tmp = ranges; tmp; tmp = tmp->nxt)
	{	printf("\t%s\t: ", tmp->nm);
		dumpval(tmp->vals, BYTESIZE);
		printf("\n");
	}
}
#endif
