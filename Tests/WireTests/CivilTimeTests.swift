import Testing

@testable import Wire

@Suite struct CivilTimeTests {
  @Test(arguments: [
    (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT", "1994-11-06T08:49:37Z"),
    (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT", "2000-02-29T00:00:00Z"),
    (-1, "Wed, 31 Dec 1969 23:59:59 GMT", "1969-12-31T23:59:59Z"),
  ])
  func bothFormsOfASecond(_ seconds: Int, _ date: String, _ timestamp: String) {
    let time = CivilTime(secondsSince1970: seconds)
    #expect(time.httpDate == date)
    #expect(time.timestamp == timestamp)
  }
}
