package dev.skein.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CpuSetTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "0-1", "0-3,8,10-11", "1,3,5", "63-64", "0-127", "1000-1100", "1023-1025,8191", "65535"})
    void parse_canonicalList_printsTheSame(String list) {
        assertThat(CpuSet.parse(list)).hasToString(list);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
        "\"0-3\n\"      | 0-3",
        "\" 2 , 0 - 1\" | 0-2",
        "\"3,1,2,1\"    | 1-3",
        "\"0-4,2-6\"    | 0-6",
        "\"5-5\"        | 5",
        "\"  \n\"       | \"\"",
    })
    void parse_looseList_isNormalised(String list, String normal) {
        assertThat(CpuSet.parse(list)).hasToString(normal);
    }

    @ParameterizedTest
    @ValueSource(strings = {",", "0,", ",1", "a", "0-", "-1", "1-2-3", "3-1", "0-31:2/8", "65536", "0-65536", "99999999999", "0x3"})
    void parse_malformedList_namesThePartAndTheList(String list) {
        assertThatIllegalArgumentException().isThrownBy(() -> CpuSet.parse("7," + list))
                .withMessageContaining("in the CPU list \"7," + list + '"');
    }

    @Test
    void parse_descendingRange_saysWhatIsWrong() {
        assertThatIllegalArgumentException().isThrownBy(() -> CpuSet.parse("0,9-8"))
                .withMessage("a range must ascend, got \"9-8\" in the CPU list \"0,9-8\"");
    }

    @Test
    void parse_printOfRandomSets_givesEqualSets() {
        long seed = 20_250_101;
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            int bound = 1 + random.nextInt(3_000);
            CpuSet set = CpuSet.of(random.ints(random.nextInt(60), 0, bound).toArray());
            assertThat(CpuSet.parse(set.toString())).as("seed %d, round %d", seed, round).isEqualTo(set).hasSameHashCodeAs(set);
        }
    }

    @Test
    void of_numbersOutsideTheRange_throws() {
        assertThatIllegalArgumentException().isThrownBy(() -> CpuSet.of(0, -1)).withMessage("a CPU number must be 0 to 65535, got -1");
        assertThatIllegalArgumentException().isThrownBy(() -> CpuSet.of(List.of(65_536))).withMessageContaining("got 65536");
        assertThatIllegalArgumentException().isThrownBy(() -> CpuSet.firstCpus(65_537)).withMessageContaining("got 65537");
    }

    @Test
    void of_repeatedNumbers_holdsThemOnce() {
        CpuSet set = CpuSet.of(List.of(70, 3, 70));
        assertThat(set.size()).isEqualTo(2);
        assertThat(set.toList()).containsExactly(3, 70);
        assertThat(set.stream()).containsExactly(3, 70);
    }

    @Test
    void firstCpus_ofZeroAndMany_countsFromZero() {
        assertThat(CpuSet.firstCpus(0).isEmpty()).isTrue();
        assertThat(CpuSet.firstCpus(1_500)).hasToString("0-1499");
    }

    @Test
    void contains_membersAndOthers_tellsThemApart() {
        CpuSet set = CpuSet.parse("0,64,1024");
        assertThat(List.of(0, 64, 1024)).allMatch(set::contains);
        assertThat(List.of(-1, 1, 63, 65, 1023, 1025, Integer.MAX_VALUE)).noneMatch(set::contains);
    }

    @Test
    void isExactly_oneMember_isTrueForItAlone() {
        assertThat(CpuSet.of(1_200).isExactly(1_200)).isTrue();
        assertThat(CpuSet.of(1_200).isExactly(1_201)).isFalse();
        assertThat(CpuSet.of(1_200, 3).isExactly(1_200)).isFalse();
        assertThat(CpuSet.of().isExactly(0)).isFalse();
        assertThat(CpuSet.of(0).isExactly(-1)).isFalse();
    }

    @Test
    void intersect_overlappingSets_leavesBothAsTheyWere() {
        CpuSet left = CpuSet.parse("0-9,70");
        CpuSet right = CpuSet.parse("8-20,70-80");
        assertThat(left.intersect(right)).hasToString("8-9,70");
        assertThat(left).hasToString("0-9,70");
        assertThat(right).hasToString("8-20,70-80");
        assertThat(left.intersect(CpuSet.of(500)).isEmpty()).isTrue();
    }

    @Test
    void equals_sameMembersOtherOrder_isTrue() {
        assertThat(CpuSet.of(5, 1)).isEqualTo(CpuSet.parse("1,5")).hasSameHashCodeAs(CpuSet.parse("1,5"));
        assertThat(CpuSet.of(5, 1)).isNotEqualTo(CpuSet.of(5)).isNotEqualTo(null).isNotEqualTo("1,5");
    }

    @ParameterizedTest
    @CsvSource({"'', 8", "0, 8", "63, 8", "64, 16", "127, 16", "1023, 128", "1024, 136", "8191, 1024", "65535, 8192"})
    void maskBytes_byGreatestCpu_isAMultipleOfEight(String list, int bytes) {
        assertThat(CpuSet.parse(list).maskBytes()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "63", "64", "0-3,8,10-11", "1,65,129,1025", "0-2047", "65535"})
    void readMask_ofAWrittenMask_givesAnEqualSet(String list) {
        CpuSet set = CpuSet.parse(list);
        MemorySegment mask = MemorySegment.ofArray(new long[set.maskBytes() / Long.BYTES]);
        set.writeMask(mask);
        assertThat(CpuSet.readMask(mask)).isEqualTo(set);
    }

    @Test
    void writeMask_intoALargerMask_clearsTheRest() {
        long[] words = IntStream.range(0, 32).mapToLong(_ -> -1L).toArray();
        CpuSet.of(3).writeMask(MemorySegment.ofArray(words));
        assertThat(words[0]).isEqualTo(8);
        assertThat(java.util.Arrays.stream(words, 1, 32)).containsOnly(0L);
    }

    @Test
    void writeMask_cpu9And64_setsTheKernelsBytes() {
        MemorySegment mask = MemorySegment.ofArray(new long[2]);
        CpuSet.of(9, 64).writeMask(mask);
        byte[] expected = new byte[16];
        boolean little = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
        expected[little ? 1 : 6] = 2;
        expected[little ? 8 : 15] = 1;
        assertThat(mask.toArray(java.lang.foreign.ValueLayout.JAVA_BYTE)).isEqualTo(expected);
    }
}
