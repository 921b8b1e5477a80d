// phrases.c - see phrases.h
// All of it is invented for make-papers; {tinh}, {huyen}, {xa} are places, {nam} the
// year, {cap} the committee (Huyện ủy), {dia} its territory (huyện).
#include "bench/papers/phrases.h"

// clang-format off
const struct phrases phrases_table[] = {
	// ---- names ----
	{"surname", "Nguyễn|Trần|Lê|Phạm|Hoàng|Vũ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đinh|Phan|"
		"Trịnh|Mai|Đào|Lương|Tạ|Cao|Lưu|Châu|Tống|Quách|Phùng|Thái|Đoàn|Hà"},
	{"middle", "Văn|Thị|Đức|Quang|Hữu|Xuân|Ngọc|Minh|Đình|Công|Thanh|Trọng|Bá|Kim|Thế|"
		"Hồng|Duy|Viết|Mạnh|Quốc|Thúy|Như"},
	{"given", "An|Bình|Cường|Dũng|Đạt|Giang|Hà|Hải|Hạnh|Hòa|Hùng|Hưng|Khánh|Lan|Liên|"
		"Long|Lợi|Mai|Minh|Nam|Nga|Nghĩa|Nhung|Phong|Phúc|Phương|Quân|Quyết|Sơn|"
		"Tâm|Thắng|Thảo|Thịnh|Thu|Thủy|Tiến|Toàn|Trung|Tuấn|Tùng|Việt|Vinh|Yến|"
		"Đông|Lộc|Hiền|Khải|Kiên|Luận|Mẫn|Nhàn|Thược|Điềm|Khoát|Hưởng|Chiến|Duyên"},
	{"place1", "Xuân|Hải|Yên|Kim|Thanh|Phú|Tân|An|Đông|Bình|Vĩnh|Quảng|Nghĩa|Hưng|Thọ|"
		"Long|Mỹ|Đại|Cẩm|Ngọc|Tiên|Giao|Trực|Văn|Hồng|Lương"},
	{"place2", "Trường|Hậu|Sơn|Lộc|Hòa|Thịnh|Phong|Giang|Thủy|Khánh|Lâm|Trạch|Đồng|"
		"Thành|Xá|Lũng|Mô|Châu|Bảng|Vân|Tiến|Cường|Quang|Dương|Hà|Lãng"},

	// ---- matters: {việc} is what a paper is about ----
	{"matter", "{act} {work} {when}|{act} {work} {where}|{act} {work} {where} {when}"},
	{"act", "tăng cường|đổi mới, nâng cao chất lượng|đẩy mạnh|tiếp tục củng cố|nâng cao "
		"hiệu quả|chấn chỉnh|tăng cường sự lãnh đạo của Đảng đối với|tập trung chỉ đạo|"
		"lãnh đạo thực hiện|kiện toàn"},
	{"work", "công tác kiểm tra, giám sát và thi hành kỷ luật đảng|công tác văn thư, lưu "
		"trữ|công tác dân vận|sinh hoạt chi bộ|công tác phát triển đảng viên|công tác "
		"quy hoạch cán bộ|công tác phòng cháy, chữa cháy|công tác bảo vệ chính trị nội "
		"bộ|xây dựng nông thôn mới|phong trào thi đua yêu nước|công tác tiếp công dân, "
		"giải quyết khiếu nại, tố cáo|công tác tuyên truyền miệng|việc học tập và làm "
		"theo gương người tốt|sản xuất vụ đông xuân|công tác thủy lợi nội đồng|phòng, "
		"chống thiên tai và tìm kiếm cứu nạn|phòng, chống tham nhũng, lãng phí|công tác "
		"đào tạo, bồi dưỡng cán bộ|cải cách hành chính|chuyển đổi số trong cơ quan đảng|"
		"công tác quân sự, quốc phòng địa phương|quản lý đất đai và trật tự xây dựng|"
		"công tác chăm sóc sức khỏe nhân dân|phổ cập giáo dục|công tác thu ngân sách|"
		"vệ sinh an toàn thực phẩm|công tác thanh niên|quản lý tài chính, tài sản của "
		"Đảng|công tác giao quân|số hóa tài liệu lưu trữ lịch sử"},
	{"when", "năm {nam}|trong tình hình mới|giai đoạn {nam} - {nam5}|6 tháng đầu năm {nam}|"
		"quý {quarter} năm {nam}|trong những năm tới"},
	{"where", "trên địa bàn {dia}|ở cơ sở|trong toàn Đảng bộ|ở các chi, đảng bộ trực thuộc|"
		"trong các cơ quan, đơn vị"},
	{"quarter", "I|II|III|IV"},

	// ---- subjects by type ----
	{"s:NQ", "về {matter}|về {matter}|về nhiệm vụ phát triển kinh tế - xã hội năm {nam}"},
	{"s:NQ-big", "CỦA BAN CHẤP HÀNH ĐẢNG BỘ|HỘI NGHỊ LẦN THỨ {roman}"},
	{"roman", "TƯ|NĂM|SÁU|BẢY|TÁM|CHÍN|MƯỜI"},
	{"s:QĐ", "về việc điều động và bổ nhiệm cán bộ|về việc chỉ định bổ sung ủy viên Ban "
		"Chấp hành|về việc thành lập Ban Chỉ đạo {matter}|về việc khen thưởng tập thể, "
		"cá nhân có thành tích trong {work}|về việc kiện toàn tổ công tác {work}|về việc "
		"nâng bậc lương thường xuyên đối với cán bộ|về việc nghỉ hưu đối với đồng chí "
		"{person}|về việc phê chuẩn kết quả bầu cử bổ sung|về việc giao biên chế năm {nam}"},
	{"s:QĐ-rules", "về việc ban hành Quy chế làm việc {of}|ban hành Quy chế phối hợp trong {work}|"
		"về việc ban hành Quy định về {work}"},
	{"of", "của {cap} khóa {roman2}|của Ban Chỉ đạo {work}|của Văn phòng {cap}"},
	{"roman2", "XV|XVII|XIX|XX|XXII|XXIV|XXV"},
	{"s:QĐi", "về phân cấp quản lý cán bộ và giới thiệu cán bộ ứng cử|về {work}|chức năng, nhiệm "
		"vụ, tổ chức bộ máy của cơ quan tham mưu giúp việc|về chế độ tiếp khách và hội nghị"},
	{"s:CT", "về {matter}|về việc {act} {work}|về lãnh đạo đại hội chi bộ, đảng bộ cơ sở nhiệm kỳ "
		"{nam} - {nam5}"},
	{"s:KL", "của Ban Thường vụ về {matter}|về {matter}|về chủ trương đầu tư sửa chữa trụ sở"},
	{"s:QC", "làm việc {of}|phối hợp trong {work}|quản lý và sử dụng tài liệu lưu trữ"},
	{"s:TT", "về {matter}|về việc tổ chức kỷ niệm ngày thành lập Đảng|về việc thực hiện cuộc vận "
		"động sản xuất, tiết kiệm"},
	{"s:HD", "thực hiện {decree}|về {work}|một số nội dung về {work}|công tác kiểm điểm, đánh giá, "
		"xếp loại tổ chức đảng và đảng viên năm {nam}"},
	{"s:TB", "kết luận của Ban Thường vụ {cap} về {work}|về phân công công tác của các đồng chí "
		"ủy viên|ý kiến của Thường trực {cap} về {matter}|về thời gian tổ chức hội nghị"},
	{"s:BC", "kết quả {work} {when}|tình hình công tác tháng {z:1-12} năm {nam}|sơ kết {n:2-5} năm "
		"thực hiện {decree}|tổng kết {work} năm {nam}|kết quả thực hiện {decree}"},
	{"s:KH", "thực hiện {decree}|kiểm tra, giám sát năm {nam}|tổ chức hội nghị tổng kết năm {nam}|"
		"về {matter}"},
	{"s:CTr", "công tác năm {nam} của Ban Thường vụ {cap}|hành động thực hiện {decree}|làm việc quý "
		"{quarter} năm {nam}"},
	{"s:TTr", "về việc xin bổ sung kinh phí {work}|về việc đề nghị phê duyệt kế hoạch {work}|đề nghị "
		"chuẩn y kết quả bầu cử|về việc xin chủ trương mua sắm trang thiết bị"},
	{"s:ĐA", "{matter}|sắp xếp tổ chức bộ máy, tinh giản biên chế|thành lập đảng bộ cơ sở"},
	{"s:PA", "nhân sự cấp ủy nhiệm kỳ {nam} - {nam5}|phòng, chống lụt bão năm {nam}|sắp xếp, bố trí "
		"trụ sở làm việc"},
	{"s:BB", "Hội nghị Ban Chấp hành mở rộng|họp xét thi đua, khen thưởng năm {nam}|bàn giao hồ sơ, "
		"tài liệu|Hội nghị chi bộ thường kỳ tháng {z:1-12} năm {nam}|kiểm phiếu bầu cử"},
	{"s:CV", "báo cáo kết quả {work}|cử cán bộ dự tập huấn {work}|đôn đốc thực hiện {decree}|"
		"góp ý dự thảo báo cáo tổng kết|thẩm định hồ sơ nhân sự|chuẩn bị nội dung hội nghị|"
		"xác minh lý lịch của người xin vào Đảng|gửi tài liệu phục vụ kỳ họp"},
	{"s:TC", "Phiên họp thứ {n:3-29} của Ban Thường vụ {cap}|về kết quả Hội nghị toàn thể"},
	{"s:QH", "cán bộ lãnh đạo, quản lý giai đoạn {nam} - {nam5}|mạng lưới trường học {where}"},
	{"s:CL", "phát triển nguồn nhân lực đến năm {nam10}|bảo tồn tài liệu quý đến năm {nam10}"},
	{"s:LKG", "toàn thể cán bộ, đảng viên và nhân dân ra sức thi đua lao động sản xuất|nhân dân "
		"ủng hộ đồng bào vùng lũ lụt"},
	{"s:DS", "cán bộ được đề nghị tặng thưởng Huy hiệu|đại biểu dự Hội nghị tổng kết năm {nam}|đảng "
		"viên được nâng bậc lương năm {nam}|cán bộ cử đi học lớp bồi dưỡng"},
	{"s:GM", "dự Hội nghị tổng kết {work}|họp bàn về {work}|dự lễ trao tặng Huy hiệu"},
	{"s:PL", "Danh sách các đơn vị thực hiện {work}|Biểu tổng hợp số liệu {work}|Danh mục tài liệu "
		"gửi kèm"},
	{"decree", "Nghị quyết số {n:10-99}-NQ/{up}|Chỉ thị số {n:10-59}-CT/{up}|Kết luận số "
		"{n:10-99}-KL/{up}|Hướng dẫn số {n:10-40}-HD/{up}|Kế hoạch số {n:10-180}-KH/{up}"},
	{"up", "TW|TU|TW"},

	// ---- grounds ----
	{"ground", "Căn cứ Điều lệ Đảng và Quy chế làm việc của {cap}|Căn cứ {decree} ngày {daytext} về "
		"{work}|Xét đề nghị của {unit} tại Tờ trình số {n:10-99} ngày {daytext}|Theo đề nghị "
		"của {unit}|Căn cứ tình hình thực tế và yêu cầu nhiệm vụ|Thực hiện {decree} về {work}"},
	{"ground-state", "Căn cứ Luật Tổ chức chính quyền địa phương|Căn cứ Nghị định của Chính phủ về "
		"{work}|Xét đề nghị của {unit} tại Tờ trình số {n:10-99} ngày {daytext}|Theo đề nghị "
		"của {unit}|Căn cứ Quyết định của Ủy ban nhân dân tỉnh {tinh} về {work}"},
	{"daytext", "{z:1-28}/{n:3-12}/{nam0}|{z:10-28} tháng {n:3-12} năm {nam0}"},
	{"unit", "Ban Tổ chức {cap}|Văn phòng {cap}|Ủy ban Kiểm tra {cap}|Ban Thường vụ Đảng ủy xã "
		"{place1} {place2}|Phòng Nội vụ|Hạt Kiểm lâm|Trạm Khuyến nông|Liên đoàn Lao động|"
		"Ban Chỉ huy Quân sự|Phòng Tài chính - Kế hoạch|Hội Cựu chiến binh|Công an {dia}|"
		"Phòng Giáo dục và Đào tạo|Trung tâm Y tế|Ngân hàng Chính sách xã hội"},

	// ---- sentences ----
	{"sentence", "{open} {duty}, {duty}; {aim}.|{unit} {mod} {duty}, {aim}.|{open} {duty} {where}.|"
		"{result}.|{result}; {result2}.|{limit}.|{limit}, {limit2}.|{unit} chủ trì, phối "
		"hợp với {unit} {duty} {by}.|Hằng {period}, {unit} báo cáo kết quả về {unit} {by}.|"
		"{fact}.|{fact}.|{open} {duty} theo tinh thần {decree}; {aim}.|{saying}."},
	{"open", "Các cấp ủy, tổ chức đảng cần|Yêu cầu các chi bộ|Toàn thể cán bộ, đảng viên phải|Cấp "
		"ủy các cấp có trách nhiệm|Các cơ quan, đơn vị cần chủ động|Mỗi đảng viên phải gương "
		"mẫu|Trong thời gian tới, cần tiếp tục|Trước mắt, các địa phương cần"},
	{"mod", "có trách nhiệm|cần khẩn trương|phải thường xuyên|chủ động|tiếp tục|kịp thời"},
	{"duty", "quán triệt sâu sắc các chủ trương của cấp trên|xây dựng chương trình hành động cụ thể|"
		"rà soát, bổ sung quy chế làm việc|phân công cán bộ phụ trách từng lĩnh vực|tổ chức "
		"kiểm tra việc chấp hành|phát huy dân chủ đi đôi với giữ nghiêm kỷ luật|đôn đốc các "
		"đơn vị còn chậm tiến độ|lắng nghe ý kiến đóng góp của nhân dân|khắc phục biểu hiện "
		"hình thức, đối phó|củng cố các chi bộ yếu kém|quản lý chặt chẽ hồ sơ, lý lịch đảng "
		"viên|bố trí kinh phí, phương tiện phục vụ|nhân rộng những điển hình tiên tiến|giải "
		"quyết dứt điểm các vụ việc tồn đọng|thu thập, chỉnh lý tài liệu đã đến hạn nộp lưu"},
	{"aim", "bảo đảm hoàn thành các chỉ tiêu đã đề ra|tạo chuyển biến rõ nét trong nhận thức và hành "
		"động|góp phần giữ vững ổn định chính trị|không để xảy ra điểm nóng|phấn đấu đạt và "
		"vượt kế hoạch năm|nâng cao uy tín của tổ chức đảng trong nhân dân|đáp ứng yêu cầu "
		"nhiệm vụ được giao|làm cơ sở để đánh giá, xếp loại cuối năm"},
	{"result", "Trong kỳ đã tổ chức {n:3-48} cuộc kiểm tra, đạt {n:61-119}% kế hoạch|Toàn {dia} có "
		"{n:21-87} tổ chức cơ sở đảng với {n:2-9}.{n:100-999} đảng viên|Đã kết nạp "
		"{n:18-240} đảng viên mới, tăng {n:2-35} đồng chí so với năm trước|Tổng thu ngân "
		"sách đạt {n:11-98},{n:1-9} tỷ đồng, bằng {n:71-132}% dự toán|Diện tích gieo trồng "
		"đạt {n:2-9}.{n:100-999} ha, năng suất bình quân {n:41-68} tạ/ha|Đã mở {n:3-14} lớp "
		"bồi dưỡng cho {n:120-990} lượt học viên"},
	{"result2", "công tác tuyên truyền được duy trì thường xuyên|các phong trào thi đua được hưởng ứng "
		"rộng rãi|nề nếp sinh hoạt được giữ vững|đời sống nhân dân tiếp tục được cải thiện|số "
		"đơn thư giảm {n:3-27}% so với cùng kỳ"},
	{"limit", "Tuy nhiên, một số cấp ủy chưa thật sự quan tâm đến {work}|Bên cạnh đó, việc triển khai ở "
		"một vài đơn vị còn lúng túng|Công tác phối hợp giữa các ngành có lúc chưa chặt chẽ|Chất "
		"lượng tham mưu của một bộ phận cán bộ còn hạn chế|Việc ghi chép sổ sách, lập hồ sơ "
		"công việc chưa thành nề nếp"},
	{"limit2", "chậm được khắc phục|nguyên nhân chủ yếu là do thiếu cán bộ chuyên trách|nhất là ở những "
		"nơi xa trung tâm|ảnh hưởng đến tiến độ chung|cần rút kinh nghiệm nghiêm túc"},
	{"fact", "Hội nghị đã nghe đồng chí {person} trình bày tóm tắt nội dung|Đoàn công tác gồm {n:3-9} "
		"đồng chí do đồng chí {person} làm trưởng đoàn|Tại xã {place1} {place2}, mô hình điểm "
		"đã được {n:12-96} hộ tham gia|Kho lưu trữ hiện bảo quản {n:12-180} mét giá tài liệu "
		"từ năm {n:1947-1959} đến nay|Đến ngày {daytext}, đã có {n:9-38} đơn vị gửi báo cáo"},
	{"saying", "Nhân dân đồng tình với cách làm thận trọng, từng bước và có trọng điểm|Những kinh nghiệm "
		"tốt cần được phổ biến để các nơi khác học tập|Cán bộ có vững thì phong trào mới bền, "
		"điều đó thực tế đã chứng minh|Việc gì có lợi cho dân thì phải làm cho đến nơi đến chốn"},
	{"by", "trước ngày {daytext2}|theo quy định|trong tháng {z:1-12}/{nam}|chậm nhất là {n:5-20} ngày "
		"sau khi kết thúc"},
	{"daytext2", "{z:1-28}/{z:1-12}/{nam}"},
	{"period", "tháng|quý|năm|tuần"},
	{"head1", "ĐẶC ĐIỂM TÌNH HÌNH|KẾT QUẢ ĐẠT ĐƯỢC|MỤC ĐÍCH, YÊU CẦU|QUAN ĐIỂM CHỈ ĐẠO|NHIỆM VỤ VÀ GIẢI "
		"PHÁP|TỔ CHỨC THỰC HIỆN|HẠN CHẾ VÀ NGUYÊN NHÂN|NỘI DUNG CHỦ YẾU|PHƯƠNG HƯỚNG THỜI GIAN "
		"TỚI"},
	{"head2", "Về công tác chính trị, tư tưởng|Về tổ chức, cán bộ|Về kinh tế - xã hội|Về quốc phòng, an "
		"ninh|Về kiểm tra, giám sát|Về kinh phí thực hiện|Những việc cần làm ngay"},
	{"intro", "Thực hiện {decree} về {work}, {body} {does} như sau:|Để {act} {work} {when}, {body} "
		"{does} một số nội dung sau đây:|Sau khi xem xét đề nghị của {unit} về {work}, {body} "
		"{does} như sau:"},
	{"does", "báo cáo|thông báo|yêu cầu|đề ra những việc"},
	{"letter", "Thực hiện {decree} ngày {daytext} về {work}, {body} đề nghị các đồng chí chỉ đạo thực "
		"hiện một số việc sau:|{body} nhận được văn bản của {unit} về {work}. Sau khi nghiên "
		"cứu, {body} có ý kiến như sau:|Để chuẩn bị cho hội nghị sắp tới, {body} đề nghị {unit} "
		"khẩn trương thực hiện các nội dung dưới đây:"},
	{"letter-end", "Đề nghị các đồng chí quan tâm phối hợp thực hiện.|Nhận được công văn này, đề nghị các "
		"đơn vị triển khai thực hiện nghiêm túc.|Trân trọng cảm ơn sự phối hợp của quý cơ quan."},
	{"end", "Trong quá trình thực hiện, nếu có vướng mắc cần phản ánh kịp thời để xem xét, giải quyết|"
		"Yêu cầu các cấp ủy nghiêm túc triển khai thực hiện|Trên đây là nội dung để các nơi "
		"biết và thực hiện"},
	{"invite", "Trân trọng kính mời đồng chí đến dự.|Kính mời đồng chí thu xếp thời gian đến dự đúng giờ."},
	{"appeal", "Đồng bào và chiến sĩ thân mến!|Hỡi toàn thể đồng bào, đồng chí!"},
	{"article", "Điều động đồng chí {person}, sinh năm {n:1948-1984}, đến nhận công tác tại {unit} kể từ "
		"ngày {daytext2}.|Giao {unit} chủ trì, phối hợp với {unit} {duty}.|Quyết định này có "
		"hiệu lực kể từ ngày ký; {aim}.|Thành lập tổ công tác gồm {n:5-15} đồng chí do đồng chí "
		"{person} làm tổ trưởng.|Tổ công tác có nhiệm vụ {duty}, {duty}.|Kinh phí hoạt động được "
		"bố trí trong dự toán năm {nam}.|{sentence}"},
	{"article-end", "Văn phòng {cap}, {unit}, {unit} và các đồng chí có tên tại Điều 1 chịu trách nhiệm thi "
		"hành quyết định này."},
	{"clause", "Chế độ họp và thông tin. {sentence} {sentence}|Nguyên tắc làm việc. {sentence} {sentence}|"
		"Trách nhiệm của các thành viên. {sentence}|Phạm vi, đối tượng áp dụng. {sentence}|Quan "
		"hệ công tác. {sentence} {sentence}|Điều khoản thi hành. {sentence}"},
	{"minute", "Đồng chí {person} đề nghị {duty}.|Đồng chí {person} phát biểu: {sentence}|Hội nghị nghe "
		"đồng chí {person} đọc báo cáo về {work}. {sentence}|Hội nghị biểu quyết: {n:15-40} đồng "
		"chí tán thành, không có ý kiến khác.|{sentence}"},
	{"minutes-end", "Biên bản được đọc lại cho hội nghị nghe và nhất trí thông qua vào hồi "
		"{n:10-17} giờ cùng ngày."},
	{"to", "Ban Thường vụ các huyện ủy, thành ủy|Thường trực {cap}|Các chi bộ, đảng bộ trực thuộc|Ủy ban "
		"nhân dân các xã, thị trấn|Ban Thường vụ Tỉnh ủy {tinh}|Các cơ quan, ban, ngành {dia}|Đồng "
		"chí {person}"},
	{"recipient", "Ban Thường vụ Tỉnh ủy (để báo cáo)|Thường trực Huyện ủy|Các đồng chí ủy viên Ban Thường "
		"vụ|Các chi, đảng bộ trực thuộc|Ủy ban Kiểm tra|Thường trực HĐND, UBND|Các ban xây dựng "
		"Đảng|Mặt trận Tổ quốc và các đoàn thể|Ban Tổ chức Tỉnh ủy|Văn phòng Tỉnh ủy|Công an "
		"{dia}|Đảng ủy xã {place1} {place2}|Đồng chí {person}|Phòng Nội vụ|Như trên|Như Điều 3|Các "
		"ban, ngành, đoàn thể {dia}|Kho bạc Nhà nước|Trung tâm Chính trị"},
	{"keep", "Lưu Văn phòng|Lưu VT|Lưu VT, TH|Lưu hồ sơ|Lưu: VT (02 bản)|Lưu Ban Tổ chức|Lưu"},
	{"post", "Bí thư Đảng ủy|Phó Bí thư|Chánh Văn phòng|Chuyên viên|Văn thư|Ủy viên UBKT|Kế toán|Trưởng ban|"
		"Cán bộ tổ chức"},
	{0},
};
// clang-format on
